package dev.millrace.simulator.delivery;

/**
 * What was delivered so far.
 *
 * @param changes changes delivered for the first time
 * @param duplicates copies sent shortly after their change
 * @param replayed copies sent in a chunk, long after
 * @param late changes of which a later one was delivered before
 */
public record DeliveryCounts(long changes, long duplicates, long replayed, long late) {

    /** Everything that was sent. */
    public long sent() {
        return changes + duplicates + replayed;
    }
}
