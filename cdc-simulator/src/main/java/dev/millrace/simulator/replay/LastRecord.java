package dev.millrace.simulator.replay;

import dev.millrace.codec.CobolRecord;
import dev.millrace.codec.RecordCodec;
import dev.millrace.codec.RecordDecoder;
import java.util.Arrays;

/** Decodes records, and keeps the bytes of the last one: all that it has, also what is in no field. Owned by one thread. */
final class LastRecord implements RecordDecoder {
    private final RecordCodec codec;
    private byte[] bytes = {};

    LastRecord(RecordCodec codec) {
        this.codec = codec;
    }

    /** Of the record that was decoded last, without padding; the receiver's own. */
    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public int recordLength() {
        return codec.recordLength();
    }

    @Override
    public CobolRecord decode(byte[] buffer, int offset, int length, long recordNumber) {
        CobolRecord record = codec.decode(buffer, offset, length, recordNumber);
        bytes = Arrays.copyOfRange(buffer, offset, offset + length);
        return record;
    }

    @Override
    public CobolRecord decodePadded(byte[] buffer, int offset, int length, long recordNumber) {
        CobolRecord record = codec.decodePadded(buffer, offset, length, recordNumber);
        bytes = Arrays.copyOfRange(buffer, offset, offset + codec.recordLength(buffer, offset, length));
        return record;
    }
}
