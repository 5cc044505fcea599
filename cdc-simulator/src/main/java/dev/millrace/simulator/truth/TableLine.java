package dev.millrace.simulator.truth;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.millrace.simulator.source.ColumnKind;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.source.SourceTable;
import java.io.IOException;
import java.math.BigDecimal;
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
                case "columns" -> readColumns(json, columns, broken);
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

    /** A value of a row's line. */
    static Object parse(SourceTable table, int column, String text) {
        if (column >= table.columns().size()) {
            throw new IllegalArgumentException("more values than columns");
        }
        return table.columns().get(column).kind() instanceof ColumnKind.Decimal ? new BigDecimal(text) : text;
    }

    private static void readColumns(
            JsonParser json, List<SourceColumn> columns, Function<String, RuntimeException> broken) throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            Map<String, String> texts = new HashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                texts.put(field, json.getText());
            }
            columns.add(new SourceColumn(text(texts, "name", broken), kind(texts, broken)));
        }
    }

    private static ColumnKind kind(Map<String, String> texts, Function<String, RuntimeException> broken) {
        return switch (text(texts, "kind", broken)) {
            case "TEXT" -> new ColumnKind.Text(Integer.parseInt(text(texts, "length", broken)));
            case "NUMBER" ->
                new ColumnKind.Decimal(
                        Integer.parseInt(text(texts, "digits", broken)),
                        Integer.parseInt(text(texts, "scale", broken)));
            default -> throw broken.apply("a column is neither TEXT nor NUMBER");
        };
    }

    private static String text(Map<String, String> texts, String field, Function<String, RuntimeException> broken) {
        @Nullable String text = texts.get(field);
        if (text == null) {
            throw broken.apply("a table's line lacks " + field);
        }
        return text;
    }
}
