package dev.millrace.core.format.raw;

import dev.millrace.codec.CobolRecord;
import dev.millrace.codec.CobolValue;
import dev.millrace.codec.CodecException;
import dev.millrace.codec.ErrorCode;
import dev.millrace.codec.Place;
import dev.millrace.codec.RecordCodec;
import dev.millrace.codec.columns.RecordColumn;
import dev.millrace.codec.columns.RecordColumns;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import java.util.ArrayList;
import java.util.List;

/** A row's columns that are in one EBCDIC record, and the way between the two. Immutable. */
final class RecordPart {
    private final RecordCodec codec;
    private final RecordColumns columns;

    /** @param columns of the codec's copybook */
    RecordPart(RecordCodec codec, RecordColumns columns) {
        this.codec = codec;
        this.columns = columns;
    }

    /**
     * Adds the columns to a row.
     *
     * @param place of the record, where it is rejected as a whole
     * @throws Rejection {@code UNDECODABLE}, at the field where it is one
     */
    void read(byte[] record, String place, Row.Builder row) throws Rejection {
        try {
            CobolValues.addTo(
                    row, columns, codec.decode(record, 0, record.length).fields());
        } catch (CodecException fault) {
            boolean isWhole = fault.code() == ErrorCode.RECORD_LENGTH;
            throw new Rejection(RejectionReason.UNDECODABLE, isWhole ? place : field(fault));
        }
    }

    /** @throws Rejection where a column is missing, or its value is none that its field can have */
    byte[] written(GivenColumns given) throws Rejection {
        List<CobolValue> values = new ArrayList<>();
        for (RecordColumn column : columns.columns()) {
            values.add(CobolValues.written(given.take(column.name()), column));
        }
        try {
            return codec.encode(new CobolRecord(codec.copybook().name(), columns.record(values)));
        } catch (CodecException fault) {
            throw new Rejection(reason(fault), field(fault));
        }
    }

    private static RejectionReason reason(CodecException fault) {
        return switch (fault.code()) {
            case VALUE_TOO_LONG -> RejectionReason.VALUE_TOO_LONG;
            case NUMBER_OUT_OF_RANGE, NUMBER_TOO_PRECISE, TABLE_SIZE, COUNTER_OUT_OF_RANGE ->
                RejectionReason.VALUE_OUT_OF_RANGE;
            default -> RejectionReason.VALUE_TYPE;
        };
    }

    /** As the copybook names it, and so never what the record says. */
    private String field(CodecException fault) {
        return fault.place() instanceof Place.InRecord record
                ? record.field()
                : codec.copybook().name();
    }
}
