package dev.millrace.codec.dataset;

import dev.millrace.codec.Copybook;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Puts the segments of records together. For one thread. */
final class SpannedRecords implements Closeable {

    /** The longest record, with a name of a segment before it. */
    private static final int MOST = Copybook.MAX_RECORD_LENGTH + SegmentCodec.NAME_LENGTH;

    private final String name;
    private final RecordDescriptors descriptors;
    private byte[] buffer = new byte[1024];
    private int length;
    private long number;

    SpannedRecords(String name, RecordDescriptors descriptors) {
        this.name = name;
        this.descriptors = descriptors;
    }

    String name() {
        return name;
    }

    /** Reads the next record; false at the end of the data set. */
    boolean next() throws IOException {
        number++;
        descriptors.enter(number);
        length = 0;
        boolean begun = false;
        for (Optional<Segment> next = descriptors.next(); next.isPresent(); next = descriptors.next()) {
            Segment segment = next.get();
            if (segment.kind().beginsRecord() == begun) {
                throw descriptors.broken(
                        segment.offset(),
                        begun
                                ? "a record begins where the one before it is not at its end"
                                : "a segment goes on with a record that has not begun");
            }
            begun = true;
            add(segment);
            if (segment.kind().endsRecord()) {
                return true;
            }
        }
        if (begun) {
            throw descriptors.broken(descriptors.offset(), "the data set ends before the last segment of a record");
        }
        return false;
    }

    private void add(Segment segment) throws IOException {
        int end = length + segment.length();
        if (end > MOST) {
            throw descriptors.broken(segment.offset(), "the record is longer than " + MOST + " bytes");
        }
        if (end > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(end, 2 * buffer.length));
        }
        descriptors.read(buffer, length, segment.length());
        length = end;
    }

    /** The bytes of the record, from the first on; good until the next one is read. */
    byte[] buffer() {
        return buffer;
    }

    int length() {
        return length;
    }

    long number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        descriptors.close();
    }
}
