package dev.millrace.cli.verify;

import dev.millrace.simulator.source.ColumnKind;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.source.SourceTable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares the target's tables, columns and types with those of the source, both ways. */
final class Shapes {
    private Shapes() {}

    static void compare(List<SourceTable> expected, TargetTables found, Differences differences) {
        Set<String> surplus = new HashSet<>(found.columns().keySet());
        for (SourceTable table : expected) {
            if (surplus.remove(table.targetName())) {
                compare(table, found.columnsOf(table.targetName()), differences);
            } else {
                differences.add(table.targetName() + ": the table is missing in the target");
            }
        }
        surplus.stream()
                .sorted()
                .forEach(name -> differences.add(name + ": a table in the target, but not at the source"));
    }

    private static void compare(SourceTable table, Map<String, String> found, Differences differences) {
        Set<String> surplus = new HashSet<>(found.keySet());
        for (SourceColumn column : table.columns()) {
            String place = table.targetName() + ": column " + column.targetName();
            if (!surplus.remove(column.targetName())) {
                differences.add(place + " is missing in the target");
                continue;
            }
            String type = found.getOrDefault(column.targetName(), "");
            if (!type.equals(type(column.kind()))) {
                differences.add(place + " is of type " + type + ", not " + type(column.kind()));
            }
        }
        surplus.stream()
                .sorted()
                .forEach(name -> differences.add(
                        table.targetName() + ": column " + name + " is in the target, but not at the source"));
    }

    /** The type of the column in PostgreSQL's own words. */
    private static String type(ColumnKind kind) {
        if (kind instanceof ColumnKind.Decimal number) {
            return "numeric(" + number.digits() + "," + number.scale() + ")";
        }
        return "character varying(" + ((ColumnKind.Text) kind).length() + ")";
    }
}
