package dev.millrace.core.format.avro;

import dev.millrace.core.change.Row;
import dev.millrace.core.change.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/** Reads as Avro's own reader and conversions do. */
final class LibraryValues {
    private static final GenericData DATA = new GenericData();

    static {
        // The fast reader asks nobody what a map is.
        DATA.setFastReaderEnabled(false);
        DATA.addLogicalTypeConversion(new Conversions.DecimalConversion());
        DATA.addLogicalTypeConversion(new Conversions.UUIDConversion());
        DATA.addLogicalTypeConversion(new TimeConversions.DateConversion());
        DATA.addLogicalTypeConversion(new TimeConversions.TimeMillisConversion());
        DATA.addLogicalTypeConversion(new TimeConversions.TimeMicrosConversion());
        DATA.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        DATA.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
        DATA.addLogicalTypeConversion(new TimeConversions.TimestampNanosConversion());
        DATA.addLogicalTypeConversion(new TimeConversions.LocalTimestampMillisConversion());
        DATA.addLogicalTypeConversion(new TimeConversions.LocalTimestampMicrosConversion());
        DATA.addLogicalTypeConversion(new TimeConversions.LocalTimestampNanosConversion());
    }

    private LibraryValues() {}

    static Value read(Schema schema, byte[] bytes) throws IOException {
        return value(new InOrder(schema).read(null, DecoderFactory.get().binaryDecoder(bytes, null)));
    }

    /** Keeps the entries of a map in their order, and those of one name too. */
    private static final class InOrder extends GenericDatumReader<Object> {
        InOrder(Schema schema) {
            super(schema, schema, DATA);
        }

        /** Equal to no other. */
        private static final class Name {
            private final String name;

            Name(String name) {
                this.name = name;
            }

            @Override
            public String toString() {
                return name;
            }
        }

        @Override
        protected Object newMap(@Nullable Object old, int size) {
            return new LinkedHashMap<Name, Object>();
        }

        @Override
        @SuppressWarnings("unchecked") // It is the one that newMap has made.
        protected void addToMap(Object map, Object key, Object value) {
            ((Map<Name, Object>) map).put(new Name(key.toString()), value);
        }
    }

    private static Value value(@Nullable Object read) {
        if (read == null) {
            return Value.Null.NULL;
        }
        if (read instanceof IndexedRecord record) {
            Row.Builder row = new Row.Builder();
            for (Schema.Field field : record.getSchema().getFields()) {
                row.add(field.name(), value(record.get(field.pos())));
            }
            return new Value.Fields(row.build());
        }
        if (read instanceof Collection<?> items) {
            return new Value.Items(items.stream().map(LibraryValues::value).toList());
        }
        if (read instanceof Map<?, ?> entries) {
            Row.Builder row = new Row.Builder();
            entries.forEach((name, value) -> row.add(name.toString(), value(value)));
            return new Value.Fields(row.build());
        }
        return scalar(read);
    }

    private static Value scalar(Object read) {
        if (read instanceof BigDecimal number) {
            return new Value.Decimal(number);
        }
        if (read instanceof Number number) {
            return new Value.Decimal(new BigDecimal(number.toString()));
        }
        if (read instanceof Boolean truth) {
            return new Value.Bool(truth);
        }
        if (read instanceof LocalDate date) {
            return new Value.Date(date);
        }
        if (read instanceof LocalTime time) {
            return new Value.Time(time);
        }
        if (read instanceof LocalDateTime timestamp) {
            return new Value.Timestamp(timestamp, 0);
        }
        if (read instanceof Instant instant) {
            return new Value.Timestamp(LocalDateTime.ofInstant(instant, ZoneOffset.UTC), 0);
        }
        if (read instanceof GenericFixed fixed) {
            return new Value.Binary(fixed.bytes());
        }
        if (read instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return new Value.Binary(copy);
        }
        if (read instanceof CharSequence || read instanceof GenericEnumSymbol<?> || read instanceof UUID) {
            return new Value.Text(read.toString());
        }
        throw new AssertionError("no value: " + read.getClass());
    }
}
