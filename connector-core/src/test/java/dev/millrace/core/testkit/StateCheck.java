package dev.millrace.core.testkit;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.TargetTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares what a target holds with what it should hold, both ways. */
final class StateCheck {
    private static final int SHOWN = 5;

    private final Fixture fixture;

    StateCheck(Fixture fixture) {
        this.fixture = fixture;
    }

    /** @param when for the message: which moment this is */
    void rows(TargetTable table, Map<RowKey, List<Value>> expected, String when) throws Exception {
        Map<RowKey, List<Value>> found = fixture.reader().read(table);
        List<String> differences = new ArrayList<>();
        expected.forEach((key, row) -> {
            List<Value> other = found.get(key);
            if (other == null) {
                differences.add("missing: row " + key.values());
            } else if (!other.equals(row)) {
                differences.add("row " + key.values() + ": " + columns(table, row, other));
            }
        });
        found.keySet().stream()
                .filter(key -> !expected.containsKey(key))
                .forEach(key -> differences.add("should not be there: row " + key.values()));
        fail(table, when, differences);
    }

    void versions(TargetTable table, Map<RowKey, ChangeVersion> expected, String when) {
        List<RowKey> keys = List.copyOf(expected.keySet());
        List<Optional<ChangeVersion>> held = fixture.target().heldVersions(table, keys);
        if (held.size() != keys.size()) {
            throw new AssertionError("heldVersions answers " + held.size() + " of " + keys.size() + " keys");
        }
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            Optional<ChangeVersion> version = Optional.ofNullable(expected.get(keys.get(i)));
            if (!held.get(i).equals(version)) {
                differences.add(
                        "row " + keys.get(i).values() + " holds version " + held.get(i) + " instead of " + version);
            }
        }
        fail(table, when, differences);
    }

    private static void fail(TargetTable table, String when, List<String> differences) {
        if (!differences.isEmpty()) {
            throw new AssertionError(when + ", table " + table.name() + " differs in " + differences.size()
                    + " rows:\n  "
                    + String.join("\n  ", differences.stream().limit(SHOWN).toList()));
        }
    }

    private static String columns(TargetTable table, List<Value> expected, List<Value> found) {
        if (expected.size() != found.size()) {
            return found.size() + " columns instead of " + expected.size();
        }
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
            if (!expected.get(i).equals(found.get(i))) {
                columns.add(table.columns().get(i).name() + " is " + found.get(i) + " instead of " + expected.get(i));
            }
        }
        return String.join(", ", columns);
    }
}
