package dev.millrace.stack;

import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The main class of the broker's JVM: formats the data directory where that has not happened yet, then becomes the
 * broker. One JVM start instead of two. See {@link LauncherJar}.
 */
final class KafkaLauncher {
    private KafkaLauncher() {}

    /**
     * Starts the broker.
     *
     * @param arguments the properties file, the data directory and the cluster id
     */
    public static void main(String[] arguments) throws Exception {
        String properties = arguments[0];
        if (Files.notExists(Path.of(arguments[1], "meta.properties"))) {
            format(properties, arguments[2]);
        }
        Class.forName("kafka.Kafka").getMethod("main", String[].class).invoke(null, (Object) new String[] {properties});
    }

    private static void format(String properties, String clusterId) throws Exception {
        Method tool = Class.forName("kafka.tools.StorageTool").getMethod("execute", String[].class, PrintStream.class);
        String[] command = {"format", "--config", properties, "--cluster-id", clusterId};
        if (!(tool.invoke(null, command, System.out) instanceof Integer code) || code != 0) {
            throw new IllegalStateException("The data directory could not be formatted; the reason stands above.");
        }
    }
}
