package dev.millrace.stack;

import java.nio.file.Path;
import java.time.Duration;

/** A program that starts a stack and waits to be killed, or for the end of its input. */
final class StackMain {
    private StackMain() {}

    public static void main(String[] arguments) throws Exception {
        StackListener progress = new StackListener() {
            @Override
            public void ready(String server, Duration took) {
                System.out.println(server + " ready in " + took.toMillis() + " ms");
            }
        };
        LocalStack.start(Path.of(arguments[0]), progress);
        System.out.println("ready");
        System.in.read();
        // The exit of the JVM stops the servers.
        System.exit(0);
    }
}
