package dev.millrace.codec;

import java.util.OptionalLong;

/**
 * Turns the bytes of records into values and back, as a copybook lays them out and a {@link HostEncoding} spells them.
 *
 * <p>Decoding is exact or fails: no byte of a named field is replaced or skipped. Two things are not kept: trailing
 * blanks of text, and the difference between bytes that mean the same, such as the signs 0xC and 0xF, or -0 and 0. FILLER is
 * ignored when decoding, and blank when encoding. Encoding never truncates or substitutes, and rounds only to floating-point
 * fields, to their nearest number.
 *
 * <p>Immutable, so threads may share it; the buffers are the caller's.
 */
public final class RecordCodec {

    private final Copybook copybook;
    private final HostEncoding encoding;
    private final GroupCodec root;

    /** With {@link HostEncoding#of(CodePage)}. */
    public RecordCodec(Copybook copybook, CodePage codePage) {
        this(copybook, HostEncoding.of(codePage));
    }

    public RecordCodec(Copybook copybook, HostEncoding encoding) {
        this.copybook = copybook;
        this.encoding = encoding;
        this.root = new GroupCodec(copybook.root(), encoding);
    }

    public Copybook copybook() {
        return copybook;
    }

    public CodePage codePage() {
        return encoding.codePage();
    }

    public HostEncoding encoding() {
        return encoding;
    }

    /** Bytes of a record. */
    public int recordLength() {
        return copybook.recordLength();
    }

    /**
     * Decodes the record that begins at an offset of the buffer.
     *
     * @throws CodecException {@link ErrorCode#RECORD_LENGTH} where the buffer does not hold the whole record;
     *     {@link ErrorCode#FIELD_INVALID_DIGIT}, {@link ErrorCode#FIELD_INVALID_SIGN},
     *     {@link ErrorCode#FIELD_NO_NUMBER} or {@link ErrorCode#FIELD_UNMAPPED_BYTE} where a field holds something else than its picture says
     */
    public CobolRecord decode(byte[] buffer, int offset) {
        return decode(buffer, offset, OptionalLong.empty());
    }

    /**
     * Decodes a record of a data set, like {@link #decode(byte[], int)}.
     *
     * @param recordNumber counted from 1, for messages
     */
    public CobolRecord decode(byte[] buffer, int offset, long recordNumber) {
        return decode(buffer, offset, OptionalLong.of(recordNumber));
    }

    private CobolRecord decode(byte[] buffer, int offset, OptionalLong recordNumber) {
        requireRoom(buffer, offset, recordNumber);
        try {
            return new CobolRecord(copybook.name(), root.decode(buffer, offset));
        } catch (FieldFault fault) {
            throw fault.in(recordNumber, copybook.name(), offset);
        }
    }

    /**
     * Encodes a record into the buffer from an offset on. Where it throws, the record's bytes in the buffer are undefined.
     *
     * @throws CodecException {@link ErrorCode#RECORD_LENGTH} where the buffer has no room for the whole record; an error
     *     beginning with FIELD_, VALUE_, TABLE_ or NUMBER_ where the record does not fit the copybook or the code page
     */
    public void encode(CobolRecord record, byte[] buffer, int offset) {
        requireRoom(buffer, offset, OptionalLong.empty());
        try {
            root.encode(record.fields(), buffer, offset);
        } catch (FieldFault fault) {
            throw fault.in(copybook.name(), offset);
        }
    }

    /** Encodes a record into bytes of its own, like {@link #encode(CobolRecord, byte[], int)}. */
    public byte[] encode(CobolRecord record) {
        byte[] bytes = new byte[recordLength()];
        encode(record, bytes, 0);
        return bytes;
    }

    private void requireRoom(byte[] buffer, int offset, OptionalLong recordNumber) {
        if (offset < 0 || buffer.length - offset < recordLength()) {
            throw new CodecException(
                    ErrorCode.RECORD_LENGTH,
                    new Place.InRecord(recordNumber, 0, copybook.name()),
                    "a record takes " + recordLength() + " bytes, but " + offset + " is where it would begin in "
                            + buffer.length,
                    "give a buffer that holds the whole record, or the copybook that the data was written with");
        }
    }
}
