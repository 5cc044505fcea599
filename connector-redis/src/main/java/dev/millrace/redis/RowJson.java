package dev.millrace.redis;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.ArrayType;
import dev.millrace.core.target.Column;
import dev.millrace.core.target.ColumnType;
import dev.millrace.core.target.StructType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Rows as JSON objects without blanks: numbers with every digit, bytes as Base64, dates and times as text, NULL as null. Immutable; safe
 * for all threads.
 */
final class RowJson {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int USUAL_BYTES = 512;

    private final SerializedString[] names;
    private final ColumnType[] types;

    RowJson(List<Column> columns) {
        this.names = columns.stream()
                .map(column -> new SerializedString(column.name()))
                .toArray(SerializedString[]::new);
        this.types = columns.stream().map(Column::type).toArray(ColumnType[]::new);
    }

    /** What is written by a generator. */
    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    /** An object of the columns. */
    byte[] of(List<Value> row) {
        return bytes(json -> {
            json.writeStartObject();
            columns(json, row);
            json.writeEndObject();
        });
    }

    /** The same behind the version: {@code {"_version":"…","account_id":1}}. */
    byte[] of(ChangeVersion version, List<Value> row) {
        return bytes(json -> {
            json.writeStartObject();
            json.writeStringField(Reserved.VERSION, version.toHex());
            columns(json, row);
            json.writeEndObject();
        });
    }

    /** One value by itself. */
    static byte[] of(ColumnType type, Value value) {
        return bytes(json -> value(json, type, value));
    }

    private static byte[] bytes(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            content.write(json);
        } catch (IOException noMemoryThrowsIt) {
            throw new UncheckedIOException(noMemoryThrowsIt);
        }
        return bytes.toByteArray();
    }

    private void columns(JsonGenerator json, List<Value> row) throws IOException {
        for (int i = 0; i < names.length; i++) {
            json.writeFieldName(names[i]);
            value(json, types[i], row.get(i));
        }
    }

    private static void value(JsonGenerator json, ColumnType type, Value value) throws IOException {
        if (value == Value.Null.NULL) {
            json.writeNull();
        } else if (value instanceof Value.Decimal) {
            json.writeNumber(ValueText.of(type, value));
        } else if (value instanceof Value.Bool bool) {
            json.writeBoolean(bool.truth());
        } else if (value instanceof Value.Binary binary) {
            json.writeBinary(binary.bytes());
        } else if (value instanceof Value.Items items && type instanceof ArrayType array) {
            json.writeStartArray();
            for (Value item : items.values()) {
                value(json, array.element(), item);
            }
            json.writeEndArray();
        } else if (value instanceof Value.Group group && type instanceof StructType struct) {
            json.writeStartObject();
            for (int i = 0; i < struct.fields().size(); i++) {
                json.writeFieldName(struct.fields().get(i).name());
                value(json, struct.fields().get(i).type(), group.values().get(i));
            }
            json.writeEndObject();
        } else {
            json.writeString(ValueText.of(type, value));
        }
    }
}
