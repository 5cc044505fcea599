package dev.millrace.helm.kubernetes;

import dev.millrace.simulator.source.ColumnKind;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.source.SourceTable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The row that {@code helm test} inserts and deletes. The bank has no such row, in the smallest of its tables.
 *
 * @param values by column, as YAML
 */
record CanaryRow(SourceTable table, Map<String, String> values) {

    /** @param number of the row: another for each release, for all of them read the same topic */
    static CanaryRow of(List<SourceTable> tables, int number) {
        SourceTable table = tables.stream()
                .min(Comparator.comparingInt(candidate -> candidate.columns().size()))
                .orElseThrow();
        Map<String, String> values = new TreeMap<>();
        for (SourceColumn column : table.columns()) {
            values.put(column.name(), value(column.kind(), number));
        }
        return new CanaryRow(table, values);
    }

    private static String value(ColumnKind kind, int number) {
        if (kind instanceof ColumnKind.Text text) {
            String value = "C" + number + "ANARY";
            return "\"" + value.substring(0, Math.min(text.length(), value.length())) + "\"";
        }
        return Integer.toString(1 + number);
    }
}
