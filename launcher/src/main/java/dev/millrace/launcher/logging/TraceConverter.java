package dev.millrace.launcher.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** {@code %trace{level}}: the stack trace of events of this level and above, else nothing. See {@link Traces}. */
public final class TraceConverter extends ThrowableHandlingConverter {
    @Override
    public String convert(ILoggingEvent event) {
        boolean shown = event.getLevel().isGreaterOrEqual(Level.toLevel(getFirstOption(), Level.ERROR));
        return shown && event.getThrowableProxy() != null ? Traces.text(event.getThrowableProxy()) + "\n" : "";
    }
}
