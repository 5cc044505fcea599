package dev.millrace.core.format.avro;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.Value;
import dev.millrace.core.format.EpochUnit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * Reads values by their Avro schema, each exactly: decimals with their scale, times by their unit, bytes as bytes. A binary float
 * becomes the decimal that Java writes for it, which gives the same float again. An enum's symbol is text, a map is a group. What has
 * a logical type that is not known here is what its type says. Thread-safe; it has no state.
 */
public final class AvroValues {
    /** More than any column holds; two's complement of about 1,200 digits. */
    private static final int LONGEST_NUMBER = 512;

    private static final int UUID_BYTES = 16;

    private AvroValues() {}

    /**
     * The value that the bytes are, with nothing behind it.
     *
     * @param schema that it was written with
     * @throws Rejection {@code UNDECODABLE}, or {@code VALUE_OUT_OF_RANGE}
     */
    public static Value read(Schema schema, ByteBuffer bytes) throws Rejection {
        AvroBytes in = new AvroBytes(bytes);
        Value value = value(schema, in);
        in.end();
        return value;
    }

    private static Value value(Schema schema, AvroBytes in) throws Rejection {
        in.enter();
        Value value = switch (schema.getType()) {
            case NULL -> Value.Null.NULL;
            case BOOLEAN -> new Value.Bool(in.truth());
            case INT -> whole(schema, in.small());
            case LONG -> whole(schema, in.whole());
            case FLOAT -> decimal(Float.toString(in.single()));
            case DOUBLE -> decimal(Double.toString(in.dual()));
            case STRING -> new Value.Text(in.text());
            case ENUM ->
                new Value.Text(schema.getEnumSymbols()
                        .get(in.index(schema.getEnumSymbols().size())));
            case BYTES -> bytes(schema, in.bytes());
            case FIXED -> bytes(schema, in.fixed(schema.getFixedSize()));
            case UNION -> value(schema.getTypes().get(in.index(schema.getTypes().size())), in);
            case RECORD -> record(schema, in);
            case ARRAY -> items(schema.getElementType(), in);
            case MAP -> entries(schema.getValueType(), in);
        };
        in.leave();
        return value;
    }

    private static Value record(Schema schema, AvroBytes in) throws Rejection {
        Row.Builder row = new Row.Builder();
        for (Schema.Field field : schema.getFields()) {
            row.add(field.name(), value(field.schema(), in));
        }
        return new Value.Fields(row.build());
    }

    private static Value items(Schema element, AvroBytes in) throws Rejection {
        List<Value> items = new ArrayList<>();
        for (int count = in.block(); count > 0; count = in.block()) {
            for (int i = 0; i < count; i++) {
                items.add(value(element, in));
            }
        }
        return new Value.Items(items);
    }

    private static Value entries(Schema element, AvroBytes in) throws Rejection {
        Row.Builder row = new Row.Builder();
        for (int count = in.block(); count > 0; count = in.block()) {
            for (int i = 0; i < count; i++) {
                row.add(in.text(), value(element, in));
            }
        }
        return new Value.Fields(row.build());
    }

    private static Value whole(Schema schema, long number) throws Rejection {
        LogicalType type = schema.getLogicalType();
        if (type == null) {
            return new Value.Decimal(BigDecimal.valueOf(number));
        }
        return switch (type.getName()) {
            case "date" -> EpochUnit.date(number);
            case "time-millis" -> EpochUnit.MILLIS.time(number);
            case "time-micros" -> EpochUnit.MICROS.time(number);
            case "timestamp-millis", "local-timestamp-millis" -> EpochUnit.MILLIS.timestamp(number);
            case "timestamp-micros", "local-timestamp-micros" -> EpochUnit.MICROS.timestamp(number);
            case "timestamp-nanos", "local-timestamp-nanos" -> EpochUnit.NANOS.timestamp(number);
            default -> new Value.Decimal(BigDecimal.valueOf(number));
        };
    }

    private static Value bytes(Schema schema, byte[] bytes) throws Rejection {
        LogicalType type = schema.getLogicalType();
        if (type instanceof LogicalTypes.Decimal decimal) {
            return decimal(bytes, decimal.getScale());
        }
        if (type instanceof LogicalTypes.Uuid && bytes.length == UUID_BYTES) {
            ByteBuffer halves = ByteBuffer.wrap(bytes);
            return new Value.Text(new UUID(halves.getLong(), halves.getLong()).toString());
        }
        return new Value.Binary(bytes);
    }

    private static Value decimal(byte[] unscaled, int scale) throws Rejection {
        if (unscaled.length == 0) {
            throw AvroBytes.undecodable();
        }
        if (unscaled.length > LONGEST_NUMBER) {
            throw outOfRange();
        }
        return new Value.Decimal(new BigDecimal(new BigInteger(unscaled), scale));
    }

    /** Not a number and infinity have no decimal. */
    private static Value decimal(String floating) throws Rejection {
        try {
            return new Value.Decimal(new BigDecimal(floating));
        } catch (NumberFormatException noNumber) {
            throw outOfRange();
        }
    }

    private static Rejection outOfRange() {
        return new Rejection(RejectionReason.VALUE_OUT_OF_RANGE, AvroBytes.PLACE);
    }
}
