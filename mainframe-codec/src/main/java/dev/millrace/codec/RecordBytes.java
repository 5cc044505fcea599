package dev.millrace.codec;

import java.util.Arrays;

/**
 * The bytes of one record while it is decoded or encoded, and what of it decides where the rest is. For one thread.
 *
 * <p>Codecs count positions as in the longest record. Where a table has fewer occurrences than it may have, all that stands
 * behind it moves up by what is missing; {@link #place} says where a position really is.
 */
final class RecordBytes {

    private static final int UNKNOWN = -1;
    private static final int[] NONE = {};

    private final byte[] bytes;
    private final int start;
    private final int end;
    /** Of tables, in the order in which the codec numbers them. */
    private final int[] counters;
    /** Whether this is a part of a record, beside which there is nothing to look at. */
    private final boolean apart;

    private int missing;

    private RecordBytes(byte[] bytes, int start, int end, int[] counters, boolean apart) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.counters = counters;
        this.apart = apart;
    }

    /**
     * A record.
     *
     * @param end first position behind it; nothing is read or written from there on
     */
    static RecordBytes of(byte[] bytes, int start, int end, int counters) {
        int[] values = counters == 0 ? NONE : new int[counters];
        Arrays.fill(values, UNKNOWN);
        return new RecordBytes(bytes, start, end, values, false);
    }

    /** Bytes of their own for a part of this record, which begins at position 0. */
    RecordBytes part(int length, byte fill) {
        byte[] part = new byte[length];
        Arrays.fill(part, fill);
        return new RecordBytes(part, 0, length, counters, true);
    }

    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    boolean isApart() {
        return apart;
    }

    /** Where an item is that has so many bytes; a {@link FieldFault} where the record ends before it does. */
    int place(int position, int length) {
        int place = position - missing;
        if (end - place < length) {
            throw new FieldFault(
                    ErrorCode.RECORD_LENGTH,
                    place,
                    "the record ends within the field, after " + (end - start) + " bytes",
                    "check that the copybook is that of the data, and that the data was transferred completely");
        }
        return place;
    }

    /** Where a group or table begins, for messages. */
    int place(int position) {
        return position - missing;
    }

    void tell(int counter, int value) {
        counters[counter] = value;
    }

    /** What the counter of a table says; a {@link FieldFault} where it was in an alternative that did not decode. */
    int count(int counter, int position) {
        if (counters[counter] == UNKNOWN) {
            throw new FieldFault(
                    ErrorCode.COUNTER_OUT_OF_RANGE,
                    place(position),
                    "the counter of the table is in an item that has no value in this record",
                    "check that the copybook is that of the data");
        }
        return counters[counter];
    }

    /** A table has this many bytes less than it may have. */
    void miss(int bytesOfTable) {
        missing += bytesOfTable;
    }

    int missing() {
        return missing;
    }
}
