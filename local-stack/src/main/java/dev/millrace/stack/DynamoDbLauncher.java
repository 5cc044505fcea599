package dev.millrace.stack;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.Arrays;

/**
 * The main class of DynamoDB Local's JVM: starts it on one address alone. By itself it listens on all addresses of the machine, and has no
 * option for it. See {@link LauncherJar}.
 */
final class DynamoDbLauncher {
    private static final String PACKAGE = "software.amazon.dynamodb.services.local.";

    private DynamoDbLauncher() {}

    /**
     * Starts the server.
     *
     * @param arguments the address, then its own
     */
    public static void main(String[] arguments) throws Exception {
        Object proxy = Class.forName(PACKAGE + "main.ServerRunner")
                .getMethod("createServerFromCommandLineArgs", String[].class)
                .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
        Field field = proxy.getClass().getDeclaredField("server");
        field.setAccessible(true);
        Object jetty = field.get(proxy);
        Object connectors = jetty.getClass().getMethod("getConnectors").invoke(jetty);
        for (int i = 0; i < Array.getLength(connectors); i++) {
            Object connector = Array.get(connectors, i);
            connector.getClass().getMethod("setHost", String.class).invoke(connector, arguments[0]);
        }
        proxy.getClass().getMethod("start").invoke(proxy);
        proxy.getClass().getMethod("join").invoke(proxy);
    }
}
