package dev.millrace.codec;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Turns the bytes of records into values and back, as a copybook lays them out and a {@link HostEncoding} spells them.
 *
 * <p>Decoding is exact or fails: no byte of a named field is replaced or skipped. Two things are not kept: trailing
 * blanks of text, and the difference between bytes that mean the same, such as the signs 0xC and 0xF, or -0 and 0. FILLER is
 * ignored when decoding, and blank when encoding. Encoding never truncates or substitutes, and rounds only to floating-point
 * fields, to their nearest number.
 *
 * <p>Of items that redefine each other, a record has all that decode, and may be encoded with any of them. Where it has several,
 * they have to be decodable from the same bytes. Those of a decoded record nearly always are; where each has bytes that are not
 * what it encodes to itself, such as unusual signs, {@link ErrorCode#ALTERNATIVES_DIFFER} asks for the one that counts.
 *
 * <p>Immutable, so threads may share it; the buffers are the caller's.
 */
public final class RecordCodec implements RecordDecoder, RecordEncoder {

    private final Copybook copybook;
    private final HostEncoding encoding;
    private final GroupCodec root;
    private final int counters;
    private final boolean variable;

    /** With {@link HostEncoding#of(CodePage)}. */
    public RecordCodec(Copybook copybook, CodePage codePage) {
        this(copybook, HostEncoding.of(codePage));
    }

    /** Without choices: of items that redefine each other, a record has all that decode. */
    public RecordCodec(Copybook copybook, HostEncoding encoding) {
        this(copybook, encoding, List.of());
    }

    /**
     * With choices of items that redefine each other.
     *
     * @throws CodecException {@link ErrorCode#CHOICE_INVALID} where one of them does not fit the copybook
     */
    public RecordCodec(Copybook copybook, HostEncoding encoding, List<Choice> choices) {
        CodecBuilder builder = new CodecBuilder(copybook.layout(), encoding, choices);
        this.copybook = copybook;
        this.encoding = encoding;
        this.root = builder.group(copybook.root());
        this.counters = builder.counters();
        this.variable = copybook.isVariable();
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

    /** Bytes of a record; of the longest, where tables depend on counters. */
    @Override
    public int recordLength() {
        return copybook.recordLength();
    }

    /**
     * Decodes the record that begins at an offset of the buffer, and is as long as its layout and its counters say.
     *
     * @throws CodecException {@link ErrorCode#RECORD_LENGTH} where the buffer does not hold the whole record; an error
     *     beginning with FIELD_ or COUNTER_ where a field holds something else than its picture or its tables allow
     */
    public CobolRecord decode(byte[] buffer, int offset) {
        requireRoom(buffer, offset, copybook.shortestRecordLength(), OptionalLong.empty());
        int end = variable ? buffer.length : offset + recordLength();
        return decode(RecordBytes.of(buffer, offset, end, counters), OptionalLong.empty());
    }

    /**
     * Decodes a record that has exactly this length.
     *
     * @throws CodecException as {@link #decode(byte[], int)}, and {@link ErrorCode#RECORD_LENGTH} where the record's layout or its
     *     counters say another length
     */
    public CobolRecord decode(byte[] buffer, int offset, int length) {
        return decode(buffer, offset, length, OptionalLong.empty());
    }

    @Override
    public CobolRecord decode(byte[] buffer, int offset, int length, long recordNumber) {
        return decode(buffer, offset, length, OptionalLong.of(recordNumber));
    }

    private CobolRecord decode(byte[] buffer, int offset, int length, OptionalLong recordNumber) {
        if (length < copybook.shortestRecordLength() || length > recordLength()) {
            throw wrongLength(length, lengths(), recordNumber);
        }
        requireRoom(buffer, offset, length, recordNumber);
        RecordBytes bytes = RecordBytes.of(buffer, offset, offset + length, counters);
        CobolRecord record = decode(bytes, recordNumber);
        int used = recordLength() - bytes.missing();
        if (used != length) {
            throw wrongLength(length, String.valueOf(used), recordNumber);
        }
        return record;
    }

    @Override
    public CobolRecord decodePadded(byte[] buffer, int offset, int length, long recordNumber) {
        OptionalLong number = OptionalLong.of(recordNumber);
        if (length < copybook.shortestRecordLength()) {
            throw wrongLength(length, lengths(), number);
        }
        requireRoom(buffer, offset, length, number);
        return decode(RecordBytes.of(buffer, offset, offset + length, counters), number);
    }

    /**
     * Bytes of the record that begins at an offset, as its layout and its counters say.
     *
     * @param length bytes that it has at most
     * @throws CodecException as {@link #decodePadded}
     */
    public int recordLength(byte[] buffer, int offset, int length) {
        if (!variable) {
            return recordLength();
        }
        requireRoom(buffer, offset, length, OptionalLong.empty());
        RecordBytes bytes = RecordBytes.of(buffer, offset, offset + length, counters);
        decode(bytes, OptionalLong.empty());
        return recordLength() - bytes.missing();
    }

    private CobolRecord decode(RecordBytes bytes, OptionalLong recordNumber) {
        try {
            return new CobolRecord(copybook.name(), root.decode(bytes, bytes.start()));
        } catch (FieldFault fault) {
            throw fault.in(recordNumber, copybook.name(), bytes.start());
        }
    }

    /**
     * Encodes a record into the buffer from an offset on. Where it throws, the record's bytes in the buffer are undefined; so are
     * those behind it, up to the longest record's length, where the record is shorter.
     *
     * @return bytes of the record
     * @throws CodecException {@link ErrorCode#RECORD_LENGTH} where the buffer has no room for the longest record; an error
     *     beginning with FIELD_, VALUE_, TABLE_, NUMBER_, COUNTER_ or ALTERNATIVES_ where the record does not fit the copybook or
     *     the code page
     */
    @Override
    public int encode(CobolRecord record, byte[] buffer, int offset) {
        requireRoom(buffer, offset, recordLength(), OptionalLong.empty());
        int end = offset + recordLength();
        Arrays.fill(buffer, offset, end, CodePage.BLANK);
        RecordBytes bytes = RecordBytes.of(buffer, offset, end, counters);
        try {
            root.encode(record.fields(), bytes, offset);
        } catch (FieldFault fault) {
            throw fault.in(copybook.name(), offset);
        }
        return recordLength() - bytes.missing();
    }

    /** Encodes a record into bytes of its own, like {@link #encode(CobolRecord, byte[], int)}. */
    public byte[] encode(CobolRecord record) {
        byte[] bytes = new byte[recordLength()];
        int length = encode(record, bytes, 0);
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private String lengths() {
        return variable ? copybook.shortestRecordLength() + " to " + recordLength() : String.valueOf(recordLength());
    }

    private CodecException wrongLength(int length, String expected, OptionalLong recordNumber) {
        return new CodecException(
                ErrorCode.RECORD_LENGTH,
                new Place.InRecord(recordNumber, 0, copybook.name()),
                "the record has " + length + " bytes, by its layout it has " + expected,
                "use the copybook that the data was written with, or transfer it again, in binary and completely");
    }

    private void requireRoom(byte[] buffer, int offset, int length, OptionalLong recordNumber) {
        if (offset < 0 || buffer.length - offset < length) {
            throw new CodecException(
                    ErrorCode.RECORD_LENGTH,
                    new Place.InRecord(recordNumber, 0, copybook.name()),
                    "a record takes " + lengths() + " bytes, but " + offset + " is where it would begin in "
                            + buffer.length,
                    "give a buffer that holds the whole record, or the copybook that the data was written with");
        }
    }
}
