package dev.millrace.simulator.truth;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.source.SourceTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A table's line of the truth file. */
record TableLine(SourceTable table, long rows) {

    /** Reads the rest of a line whose first field name is the current token. */
    static TableLine read(JsonParser json, Function<String, RuntimeException> broken) throws IOException {
        Map<String, String> texts = new HashMap<>();
        List<SourceColumn> columns = new ArrayList<>();
        List<String> key = new ArrayList<>();
        for (JsonToken token = json.currentToken(); token == JsonToken.FIELD_NAME; token = json.nextToken()) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "columns" -> columns.addAll(columns(json, broken));
                case "key" -> {
                    while (json.nextToken() == JsonToken.VALUE_STRING) {
                        key.add(json.getText());
                    }
                }
                default -> texts.put(field, json.getText());
            }
        }
        try {
            SourceTable table =
                    new SourceTable(text(texts, "schema", broken), text(texts, "name", broken), columns, key);
            return new TableLine(table, Long.parseLong(text(texts, "rows", broken)));
        } catch (IllegalArgumentException e) {
            throw broken.apply("a table's line is damaged: " + e.getMessage());
        }
    }

    /** The value of a row's line that the current token is, or begins. */
    static Object value(SourceTable table, int column, JsonParser json) throws IOException {
        if (column >= table.columns().size()) {
            throw new IllegalArgumentException("more values than columns");
        }
        return ColumnJson.value(json, table.columns().get(column).kind());
    }

    private static List<SourceColumn> columns(JsonParser json, Function<String, RuntimeException> broken)
            throws IOException {
        try {
            return ColumnJson.readAll(json);
        } catch (IllegalArgumentException e) {
            throw broken.apply("a table's line is damaged: " + e.getMessage());
        }
    }

    private static String text(Map<String, String> texts, String field, Function<String, RuntimeException> broken) {
        @Nullable String text = texts.get(field);
        if (text == null) {
            throw broken.apply("a table's line lacks " + field);
        }
        return text;
    }
}
