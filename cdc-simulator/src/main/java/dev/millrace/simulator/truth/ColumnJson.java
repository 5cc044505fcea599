package dev.millrace.simulator.truth;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.millrace.simulator.source.ColumnKind;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.source.SourceColumn.Presence;
import dev.millrace.simulator.source.SourceNull;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Columns in the truth file, and values of theirs. {@link IllegalArgumentException} where a line has something else. */
final class ColumnJson {
    private static final String TEXT = "TEXT";
    private static final String NUMBER = "NUMBER";
    private static final String FLOAT = "FLOAT";
    private static final String ARRAY = "ARRAY";
    private static final String STRUCT = "STRUCT";

    private Optional<String> name = Optional.empty();
    private Optional<String> kind = Optional.empty();
    private OptionalInt length = OptionalInt.empty();
    private OptionalInt digits = OptionalInt.empty();
    private OptionalInt scale = OptionalInt.empty();
    private Optional<ColumnKind> element = Optional.empty();
    private List<SourceColumn> fields = List.of();
    private Presence presence = Presence.ALWAYS;

    private ColumnJson() {}

    static void write(JsonGenerator json, SourceColumn column) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", column.name());
        writeKind(json, column.kind());
        if (column.presence() == Presence.SOMETIMES) {
            json.writeBooleanField("nullable", true);
        }
        json.writeEndObject();
    }

    private static void writeKind(JsonGenerator json, ColumnKind kind) throws IOException {
        if (kind instanceof ColumnKind.Text text) {
            json.writeStringField("kind", TEXT);
            json.writeNumberField("length", text.length());
        } else if (kind instanceof ColumnKind.Decimal decimal) {
            json.writeStringField("kind", NUMBER);
            json.writeNumberField("digits", decimal.digits());
            json.writeNumberField("scale", decimal.scale());
        } else if (kind instanceof ColumnKind.Array array) {
            json.writeStringField("kind", ARRAY);
            json.writeObjectFieldStart("of");
            writeKind(json, array.element());
            json.writeEndObject();
        } else if (kind instanceof ColumnKind.Struct struct) {
            json.writeStringField("kind", STRUCT);
            json.writeArrayFieldStart("columns");
            for (SourceColumn field : struct.fields()) {
                write(json, field);
            }
            json.writeEndArray();
        } else {
            json.writeStringField("kind", FLOAT);
        }
    }

    /** The columns of the array that begins. */
    static List<SourceColumn> readAll(JsonParser json) throws IOException {
        List<SourceColumn> columns = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            ColumnJson column = read(json);
            columns.add(new SourceColumn(required(column.name, "name"), column.kind(), column.presence));
        }
        return columns;
    }

    private static ColumnJson read(JsonParser json) throws IOException {
        ColumnJson read = new ColumnJson();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "name" -> read.name = Optional.of(json.getText());
                case "kind" -> read.kind = Optional.of(json.getText());
                case "length" -> read.length = OptionalInt.of(json.getIntValue());
                case "digits" -> read.digits = OptionalInt.of(json.getIntValue());
                case "scale" -> read.scale = OptionalInt.of(json.getIntValue());
                case "of" -> read.element = Optional.of(read(json).kind());
                case "columns" -> read.fields = readAll(json);
                case "nullable" -> read.presence = Presence.SOMETIMES;
                default -> throw new IllegalArgumentException("a column has " + field);
            }
        }
        return read;
    }

    private ColumnKind kind() {
        return switch (required(kind, "kind")) {
            case TEXT -> new ColumnKind.Text(required(length, "length"));
            case NUMBER -> new ColumnKind.Decimal(required(digits, "digits"), required(scale, "scale"));
            case FLOAT -> new ColumnKind.Floating();
            case ARRAY -> new ColumnKind.Array(required(element, "of"));
            case STRUCT -> new ColumnKind.Struct(fields);
            default -> throw new IllegalArgumentException("a column is of no known kind");
        };
    }

    private static <T> T required(Optional<T> value, String field) {
        return value.orElseThrow(() -> new IllegalArgumentException("a column lacks " + field));
    }

    private static int required(OptionalInt value, String field) {
        return value.orElseThrow(() -> new IllegalArgumentException("a column lacks " + field));
    }

    /** The value that the current token is, or begins. */
    static Object value(JsonParser json, ColumnKind kind) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return SourceNull.NULL;
        }
        if (token == JsonToken.START_ARRAY) {
            List<Object> values = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                values.add(value(json, kindWithin(kind, values.size())));
            }
            return List.copyOf(values);
        }
        if (token != JsonToken.VALUE_STRING) {
            throw new IllegalArgumentException("a value is no text");
        }
        return kind instanceof ColumnKind.Text ? json.getText() : new BigDecimal(json.getText());
    }

    private static ColumnKind kindWithin(ColumnKind kind, int place) {
        if (kind instanceof ColumnKind.Array array) {
            return array.element();
        }
        if (kind instanceof ColumnKind.Struct struct && place < struct.fields().size()) {
            return struct.fields().get(place).kind();
        }
        throw new IllegalArgumentException("more values than columns");
    }
}
