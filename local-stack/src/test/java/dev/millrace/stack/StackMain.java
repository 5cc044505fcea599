package dev.millrace.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** A program that starts a stack of the servers that it is told and waits to be killed, or for the end of its input. */
final class StackMain {
    private StackMain() {}

    public static void main(String[] arguments) throws Exception {
        StackListener progress = new StackListener() {
            @Override
            public void ready(String server, Duration took) {
                System.out.println(server + " ready in " + took.toMillis() + " ms");
            }
        };
        Set<ServerKind> kinds =
                Arrays.stream(arguments).skip(1).map(ServerKind::valueOf).collect(Collectors.toSet());
        LocalStack.start(Path.of(arguments[0]), kinds, progress);
        System.out.println("ready");
        System.in.read();
        // The exit of the JVM stops the servers.
        System.exit(0);
    }
}
