package dev.millrace.keyspaces;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.codec.TypeCodec;
import com.datastax.oss.driver.api.core.type.codec.TypeCodecs;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.ArrayType;
import dev.millrace.core.target.BinaryType;
import dev.millrace.core.target.BoolType;
import dev.millrace.core.target.ColumnType;
import dev.millrace.core.target.DateType;
import dev.millrace.core.target.DecimalType;
import dev.millrace.core.target.IsoText;
import dev.millrace.core.target.StructType;
import dev.millrace.core.target.TimeType;
import dev.millrace.core.target.TimestampType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a column's type is in CQL, and its values as the native protocol writes them. Immutable. */
final class CqlType {
    /** CQL's timestamp counts milliseconds; what has more digits is text. */
    static final int MOST_TIMESTAMP_DIGITS = 3;

    private static final int NULL_LENGTH = -1;

    private final DataType type;
    private final Encoder encoder;

    private CqlType(DataType type, Encoder encoder) {
        this.type = type;
        this.encoder = encoder;
    }

    private interface Encoder {
        ByteBuffer encode(Value value);
    }

    static CqlType of(ColumnType type) {
        if (type instanceof DecimalType number) {
            return ofNumber(number);
        }
        if (type instanceof BoolType) {
            return new CqlType(DataTypes.BOOLEAN, value -> bytes(TypeCodecs.BOOLEAN, ((Value.Bool) value).truth()));
        }
        if (type instanceof BinaryType) {
            return new CqlType(DataTypes.BLOB, value -> ByteBuffer.wrap(((Value.Binary) value).bytes()));
        }
        if (type instanceof DateType) {
            return new CqlType(DataTypes.DATE, value -> bytes(TypeCodecs.DATE, ((Value.Date) value).date()));
        }
        if (type instanceof TimeType) {
            return new CqlType(DataTypes.TIME, value -> bytes(TypeCodecs.TIME, ((Value.Time) value).time()));
        }
        if (type instanceof TimestampType timestamp) {
            return ofTimestamp(timestamp.fractionDigits());
        }
        if (type instanceof ArrayType array) {
            CqlType element = of(array.element());
            return new CqlType(
                    DataTypes.frozenListOf(element.type), value -> list(((Value.Items) value).values(), element));
        }
        if (type instanceof StructType struct) {
            List<CqlType> fields =
                    struct.fields().stream().map(field -> of(field.type())).toList();
            DataType[] types = fields.stream().map(CqlType::type).toArray(DataType[]::new);
            return new CqlType(DataTypes.tupleOf(types), value -> tuple(((Value.Group) value).values(), fields));
        }
        return new CqlType(DataTypes.TEXT, value -> bytes(TypeCodecs.TEXT, ((Value.Text) value).text()));
    }

    private static CqlType ofNumber(DecimalType type) {
        if (type.equals(DecimalType.whole(Short.BYTES))) {
            return new CqlType(
                    DataTypes.SMALLINT,
                    value -> bytes(TypeCodecs.SMALLINT, number(value).shortValueExact()));
        }
        if (type.equals(DecimalType.whole(Integer.BYTES))) {
            return new CqlType(
                    DataTypes.INT, value -> bytes(TypeCodecs.INT, number(value).intValueExact()));
        }
        if (type.equals(DecimalType.whole(Long.BYTES))) {
            return new CqlType(
                    DataTypes.BIGINT,
                    value -> bytes(TypeCodecs.BIGINT, number(value).longValueExact()));
        }
        // The scale is the column's, for every value: of one number there is one spelling, in a key too.
        return new CqlType(DataTypes.DECIMAL, value -> bytes(TypeCodecs.DECIMAL, number(value)));
    }

    private static BigDecimal number(Value value) {
        return ((Value.Decimal) value).number();
    }

    private static CqlType ofTimestamp(int digits) {
        if (digits > MOST_TIMESTAMP_DIGITS) {
            return new CqlType(
                    DataTypes.TEXT, value -> bytes(TypeCodecs.TEXT, IsoText.of((Value.Timestamp) value, digits)));
        }
        // The source's times have no zone: they are written as if they were UTC.
        return new CqlType(
                DataTypes.TIMESTAMP,
                value -> bytes(
                        TypeCodecs.TIMESTAMP,
                        ((Value.Timestamp) value).dateTime().toInstant(ZoneOffset.UTC)));
    }

    private static <T> ByteBuffer bytes(TypeCodec<T> codec, T value) {
        ByteBuffer encoded = codec.encode(value, ProtocolVersion.DEFAULT);
        if (encoded == null) {
            throw new IllegalStateException("the driver writes a value as NULL");
        }
        return encoded;
    }

    private static ByteBuffer list(List<Value> items, CqlType element) {
        List<@Nullable ByteBuffer> parts = new ArrayList<>(items.size());
        items.forEach(item -> parts.add(element.encode(item)));
        return joined(Integer.BYTES, parts).putInt(0, items.size());
    }

    private static ByteBuffer tuple(List<Value> values, List<CqlType> fields) {
        List<@Nullable ByteBuffer> parts = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            parts.add(fields.get(i).encode(values.get(i)));
        }
        return joined(0, parts);
    }

    /** Each part behind its length, all of them behind so many bytes. */
    private static ByteBuffer joined(int offset, List<@Nullable ByteBuffer> parts) {
        int size = offset;
        for (ByteBuffer part : parts) {
            size += Integer.BYTES + (part == null ? 0 : part.remaining());
        }
        ByteBuffer joined = ByteBuffer.allocate(size);
        joined.position(offset);
        for (ByteBuffer part : parts) {
            if (part == null) {
                joined.putInt(NULL_LENGTH);
            } else {
                joined.putInt(part.remaining()).put(part);
            }
        }
        return joined.rewind();
    }

    DataType type() {
        return type;
    }

    /** As CQL writes it: {@code frozen<list<text>>}. */
    String cql() {
        return type.asCql(true, true);
    }

    /** @param value canonical; null for NULL */
    @Nullable
    ByteBuffer encode(Value value) {
        return value == Value.Null.NULL ? null : encoder.encode(value);
    }
}
