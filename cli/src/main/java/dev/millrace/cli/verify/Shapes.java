package dev.millrace.cli.verify;

import dev.millrace.simulator.source.SourceTable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares the target's tables, columns and types with those of the source, both ways. */
final class Shapes {
    private Shapes() {}

    static void compare(List<SourceTable> expected, TargetReader target, Differences differences) {
        Map<String, Map<String, String>> found = target.shapes();
        Set<String> surplus = new HashSet<>(found.keySet());
        for (SourceTable table : expected) {
            String name = table.targetName();
            if (surplus.remove(name)) {
                compare(name, target.shape(table), found.getOrDefault(name, Map.of()), differences);
            } else {
                differences.add(name + ": the table is missing in the target");
            }
        }
        surplus.stream()
                .sorted()
                .forEach(name -> differences.add(name + ": a table in the target, but not at the source"));
    }

    private static void compare(
            String table, Map<String, String> expected, Map<String, String> found, Differences differences) {
        Set<String> surplus = new HashSet<>(found.keySet());
        expected.forEach((column, type) -> {
            String place = table + ": column " + column;
            if (!surplus.remove(column)) {
                differences.add(place + " is missing in the target");
            } else if (!type.equals(found.get(column))) {
                differences.add(place + " is of type " + found.get(column) + ", not " + type);
            }
        });
        surplus.stream()
                .sorted()
                .forEach(column ->
                        differences.add(table + ": column " + column + " is in the target, but not at the source"));
    }
}
