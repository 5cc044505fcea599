package dev.millrace.core.engine;

/**
 * How much may be in flight over all partitions, of which each has the same share.
 *
 * @param records most of them
 * @param bytes most of their keys, values and headers
 */
record Budget(int records, long bytes) {
    /**
     * Whether a partition has to wait until some of its records are settled: its share is in flight, or more. With nothing in
     * flight it never has to, so that a record larger than any share passes. For the poll loop's thread; lanes settle meanwhile.
     */
    boolean isUsedUp(Frontier frontier, int partitions) {
        return !frontier.isDrained()
                && (frontier.size() >= records / partitions || frontier.bytes() >= bytes / partitions);
    }
}
