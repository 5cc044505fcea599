package dev.millrace.simulator.capture;

import dev.millrace.simulator.source.RowChange;

/** A record of the source's log. Those of several units of work lie between each other. */
sealed interface LogRecord {

    /** The number of the unit of work. */
    long unit();

    /** A row was changed. */
    record Changed(long unit, RowChange change) implements LogRecord {}

    /**
     * The unit's changes count from now on.
     *
     * @param tied whether the clock shows what it showed at the commit before
     */
    record Committed(long unit, boolean tied) implements LogRecord {}

    /** The unit's changes never were. */
    record RolledBack(long unit) implements LogRecord {}
}
