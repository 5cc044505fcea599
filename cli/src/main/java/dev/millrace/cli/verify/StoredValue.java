package dev.millrace.cli.verify;

import dev.millrace.simulator.source.SourceRow;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A value as its store spells it.
 *
 * @param text exact, digit by digit
 * @param type where the store keeps one with each value, in its own words; else empty
 */
record StoredValue(String text, String type) {
    /** A value in a column whose type the store's catalog tells. */
    static StoredValue of(String text) {
        return new StoredValue(text, "");
    }

    /** The source's values by column, in their order, numbers plain and with their scale. */
    static Map<String, StoredValue> plain(SourceRow row) {
        Map<String, StoredValue> values = new LinkedHashMap<>();
        for (int i = 0; i < row.table().columns().size(); i++) {
            values.put(row.table().columns().get(i).targetName(), of(row.plain(i)));
        }
        return values;
    }

    /** For a message: text in quotes, so that NULL is none. */
    String shown() {
        return '"' + text + '"' + (type.isEmpty() ? "" : " (" + type + ")");
    }
}
