package dev.millrace.launcher.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Keeps what Kafka's admin client logs off the terminal: it tells every address that does not resolve and every attempt to reach
 * a broker, dozens before the one line with which the command itself says that there is none.
 */
public final class AdminClientFilter extends Filter<ILoggingEvent> {
    private static final String THREAD = "kafka-admin-client-thread";
    private static final String ADDRESSES = "org.apache.kafka.clients.ClientUtils";

    @Override
    public FilterReply decide(ILoggingEvent event) {
        boolean said = event.getThreadName().startsWith(THREAD)
                || event.getLoggerName().equals(ADDRESSES);
        return said ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
