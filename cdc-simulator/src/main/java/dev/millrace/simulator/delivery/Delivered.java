package dev.millrace.simulator.delivery;

import dev.millrace.simulator.source.SourceChange;

/**
 * A change on its way to the sink.
 *
 * @param kind why it is sent
 */
public record Delivered(SourceChange change, Kind kind) {

    /** Why a change is sent. */
    public enum Kind {
        /** For the first time, in its turn or late: once for each change. */
        FIRST,
        /** Again, shortly after. */
        DUPLICATE,
        /** Again, with its neighbours, long after. */
        REPLAY
    }
}
