package dev.millrace.simulator.unit;

/**
 * What a part of a unit of work begins with.
 *
 * @param last whether the unit ends with this part
 * @param unit the number of the unit of work
 * @param stck the store clock of its commit, 64 bits unsigned
 * @param position of the commit in the source's log (LRSN or RBA), unsigned
 * @param firstOrdinal the place of the part's first change among all that were ever captured, from 1; the others follow
 * @param changes how many the part has, at least 1
 */
public record PartHeader(boolean last, long unit, long stck, long position, long firstOrdinal, int changes) {
    /** Bytes of a header. */
    public static final int BYTES = 1 + 4 * Long.BYTES + Integer.BYTES;

    /** Checks the bounds. */
    public PartHeader {
        if (changes < 1 || firstOrdinal < 1 || firstOrdinal > Long.MAX_VALUE - changes) {
            throw new IllegalArgumentException(changes + " changes from ordinal " + firstOrdinal);
        }
    }

    /** The ordinal of the part's last change. */
    public long lastOrdinal() {
        return firstOrdinal + changes - 1;
    }
}
