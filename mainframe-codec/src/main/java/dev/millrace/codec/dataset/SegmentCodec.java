package dev.millrace.codec.dataset;

import dev.millrace.codec.CobolRecord;
import dev.millrace.codec.CobolValue;
import dev.millrace.codec.CodePage;
import dev.millrace.codec.CodecException;
import dev.millrace.codec.Copybook;
import dev.millrace.codec.ErrorCode;
import dev.millrace.codec.Place;
import dev.millrace.codec.RecordCodec;
import dev.millrace.codec.RecordDecoder;
import dev.millrace.codec.RecordEncoder;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Codec of segments of a hierarchical database, unloaded in hierarchical order: each record is the segment's name, {@value #NAME_LENGTH}
 * bytes of text, and then its data, laid out by a copybook of its own. The name of a {@link CobolRecord} is that of the segment; offsets
 * in errors count from the segment's data.
 *
 * <p>Immutable, so threads may share it.
 */
public final class SegmentCodec implements RecordDecoder, RecordEncoder {

    /** Bytes of a segment's name. */
    public static final int NAME_LENGTH = 8;

    private static final String NAME = "SEGMENT-NAME";
    private static final Copybook NAME_COPYBOOK =
            Copybook.parse("segment", "       01  SEGMENT.\n           05  " + NAME + " PIC X(" + NAME_LENGTH + ").\n");

    private final RecordCodec names;
    private final Map<String, RecordCodec> segments;
    private final int recordLength;

    /**
     * @param codePage of the names
     * @param segments codec of the data of each segment by its name, at least one
     */
    public SegmentCodec(CodePage codePage, Map<String, RecordCodec> segments) {
        this.names = new RecordCodec(NAME_COPYBOOK, codePage);
        this.segments = new TreeMap<>(segments);
        this.recordLength = NAME_LENGTH
                + segments.values().stream()
                        .mapToInt(RecordCodec::recordLength)
                        .max()
                        .orElseThrow(() -> new IllegalArgumentException("no segment is given"));
    }

    @Override
    public int recordLength() {
        return recordLength;
    }

    @Override
    public CobolRecord decode(byte[] buffer, int offset, int length, long recordNumber) {
        String name = name(buffer, offset, length, recordNumber);
        CobolRecord data = segment(name, buffer, offset, recordNumber)
                .decode(buffer, offset + NAME_LENGTH, length - NAME_LENGTH, recordNumber);
        return new CobolRecord(name, data.fields());
    }

    @Override
    public CobolRecord decodePadded(byte[] buffer, int offset, int length, long recordNumber) {
        String name = name(buffer, offset, length, recordNumber);
        CobolRecord data = segment(name, buffer, offset, recordNumber)
                .decodePadded(buffer, offset + NAME_LENGTH, length - NAME_LENGTH, recordNumber);
        return new CobolRecord(name, data.fields());
    }

    private String name(byte[] buffer, int offset, int length, long recordNumber) {
        return names.decodePadded(buffer, offset, length, recordNumber).text(NAME);
    }

    private RecordCodec segment(String name, byte[] buffer, int offset, long recordNumber) {
        @Nullable RecordCodec segment = segments.get(name);
        if (segment == null) {
            throw unknown(
                    OptionalLong.of(recordNumber),
                    "0x" + HexFormat.of().withUpperCase().formatHex(buffer, offset, offset + NAME_LENGTH));
        }
        return segment;
    }

    @Override
    public int encode(CobolRecord record, byte[] buffer, int offset) {
        @Nullable RecordCodec segment = segments.get(record.name());
        if (segment == null) {
            throw unknown(OptionalLong.empty(), record.name());
        }
        names.encode(CobolRecord.of(NAME_COPYBOOK, Map.of(NAME, CobolValue.text(record.name()))), buffer, offset);
        return NAME_LENGTH + segment.encode(record, buffer, offset + NAME_LENGTH);
    }

    private CodecException unknown(OptionalLong recordNumber, String name) {
        return new CodecException(
                ErrorCode.SEGMENT_UNKNOWN,
                new Place.InRecord(recordNumber, 0, NAME),
                "no copybook is given for the segment " + name + ", only for " + String.join(", ", segments.keySet()),
                "give its copybook, or check the record format");
    }
}
