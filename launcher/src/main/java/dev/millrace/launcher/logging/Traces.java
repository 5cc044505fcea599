package dev.millrace.launcher.logging;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import org.jspecify.annotations.Nullable;

/**
 * Stack traces without the messages of exceptions that are not ours: a driver's message quotes rows. Ours carry codes and places
 * only.
 */
final class Traces {
    private static final String OURS = "dev.millrace.";
    /** Enough for every chain that is not a circle. */
    private static final int MOST_CAUSES = 20;

    private Traces() {}

    /** As the JVM prints them, causes included. */
    static String text(IThrowableProxy thrown) {
        StringBuilder text = new StringBuilder();
        @Nullable IThrowableProxy next = thrown;
        for (int i = 0; next != null && i < MOST_CAUSES; i++) {
            text.append(i == 0 ? "" : "\nCaused by: ").append(next.getClassName());
            if (next.getClassName().startsWith(OURS) && next.getMessage() != null) {
                text.append(": ").append(next.getMessage());
            }
            for (StackTraceElementProxy frame : next.getStackTraceElementProxyArray()) {
                text.append("\n\t").append(frame.getSTEAsString());
            }
            next = next.getCause();
        }
        return text.toString();
    }
}
