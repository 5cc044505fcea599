package dev.millrace.simulator.segment;

/**
 * Where a log ends: what its last unit of work says.
 *
 * @param unit its number, 0 before the first
 * @param stck the store clock of its commit
 * @param position of its commit in the source's log
 * @param ordinal of its last change, 0 before the first
 */
public record LogEnd(long unit, long stck, long position, long ordinal) {
    /** Of an empty log. */
    public static final LogEnd NONE = new LogEnd(0, 0, 0, 0);
}
