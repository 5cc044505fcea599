package dev.millrace.cli.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.millrace.simulator.source.ColumnKind;
import dev.millrace.simulator.source.RowJson;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.source.SourceNull;
import dev.millrace.simulator.source.SourceRow;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value as its store spells it.
 *
 * @param text exact, digit by digit
 * @param type where the store keeps one with each value, in its own words; else empty
 */
record StoredValue(String text, String type) {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    /** A value in a column whose type the store's catalog tells. */
    static StoredValue of(String text) {
        return new StoredValue(text, "");
    }

    /** The source's values by column, in their order and without NULL: numbers plain and with their scale, arrays as JSON. */
    static Map<String, StoredValue> plain(SourceRow row) {
        Map<String, StoredValue> values = new LinkedHashMap<>();
        for (int i = 0; i < row.table().columns().size(); i++) {
            SourceColumn column = row.table().columns().get(i);
            if (row.value(i) instanceof List<?> elements) {
                values.put(column.targetName(), of(json(column.kind(), elements)));
            } else if (row.value(i) != SourceNull.NULL) {
                values.put(column.targetName(), of(row.plain(i)));
            }
        }
        return values;
    }

    /** An array as JSON, without blanks. */
    static String json(ColumnKind kind, List<?> elements) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            RowJson.value(json, kind, elements);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /** For a message: text in quotes, so that NULL is none. */
    String shown() {
        return '"' + text + '"' + (type.isEmpty() ? "" : " (" + type + ")");
    }
}
