package dev.millrace.simulator.delivery;

/**
 * A change on its way to the sink.
 *
 * @param <C> what a change is
 * @param kind why it is sent
 */
public record Delivered<C>(C change, Kind kind) {

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
