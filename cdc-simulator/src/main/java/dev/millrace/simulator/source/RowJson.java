package dev.millrace.simulator.source;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/** Rows as JSON: numbers with their full scale, arrays, groups as objects, NULL as null. */
public final class RowJson {
    private RowJson() {}

    /** Writes the columns as fields of the object that is open. */
    public static void columns(JsonGenerator json, SourceRow row) throws IOException {
        List<SourceColumn> columns = row.table().columns();
        for (int i = 0; i < columns.size(); i++) {
            json.writeFieldName(columns.get(i).name());
            value(json, columns.get(i).kind(), row.value(i));
        }
    }

    /** Writes one value. */
    public static void value(JsonGenerator json, ColumnKind kind, Object value) throws IOException {
        if (value instanceof BigDecimal number) {
            json.writeNumber(number);
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof List<?> elements && kind instanceof ColumnKind.Array array) {
            json.writeStartArray();
            for (Object element : elements) {
                value(json, array.element(), element);
            }
            json.writeEndArray();
        } else if (value instanceof List<?> values && kind instanceof ColumnKind.Struct struct) {
            json.writeStartObject();
            for (int i = 0; i < values.size(); i++) {
                json.writeFieldName(struct.fields().get(i).name());
                value(json, struct.fields().get(i).kind(), values.get(i));
            }
            json.writeEndObject();
        } else {
            json.writeNull();
        }
    }
}
