package dev.millrace.core.testkit;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One table at the source while its history is made: its rows as they are now, the truth that no version had a part in. For
 * one thread.
 */
final class SourceTable {
    private static final int KEYS = 24;
    private static final List<String> BRANCHES = List.of("A", "A:", "a", "B 2", "\u00c4", "A|\\", "{A}", "9999");
    private static final List<String> REGIONS = List.of("B", ":B", "b", "B ", "|", "north\u00e9");
    private static final List<String> EVENTS =
            List.of("k", "K", "k ", "k:", "k::", "{k}", "k\\", "'k'", "\u00fc", "%6b", "k#");

    private final KitTable table;
    private final List<List<Value>> keys;
    private final Map<List<Value>, List<Value>> rows = new LinkedHashMap<>();
    private final Set<List<Value>> left = new LinkedHashSet<>();
    private final Map<List<Value>, ChangeVersion> newest = new HashMap<>();

    SourceTable(KitTable table, Dice dice) {
        this.table = table;
        Set<List<Value>> drawn = new LinkedHashSet<>();
        while (drawn.size() < KEYS) {
            drawn.add(table.equals(KitTable.ACCOUNT) ? accountKey(dice) : eventKey(dice));
        }
        this.keys = List.copyOf(drawn);
    }

    KitTable table() {
        return table;
    }

    /** Rows by key, as the source holds them now. */
    Map<List<Value>, List<Value>> rows() {
        return rows;
    }

    /** The version of the last change that touched each key, load rows only where nothing else did. */
    Map<List<Value>, ChangeVersion> newest() {
        return newest;
    }

    List<List<Value>> freeKeys() {
        return keys.stream().filter(key -> !rows.containsKey(key)).toList();
    }

    /** Keys that had a row once and have none now. */
    List<List<Value>> leftKeys() {
        return List.copyOf(left);
    }

    List<Value> newRow(List<Value> key, Dice dice) {
        List<Value> row = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            row.add(table.isKey(i) ? key.get(table.keyIndexes().indexOf(i)) : draw(i, dice));
        }
        return List.copyOf(row);
    }

    List<Value> changedRow(List<Value> row, Dice dice) {
        List<Value> changed = new ArrayList<>(row);
        for (int i = 0; i < changed.size(); i++) {
            if (!table.isKey(i) && dice.inPercent(40)) {
                changed.set(i, draw(i, dice));
            }
        }
        return List.copyOf(changed);
    }

    void put(List<Value> row) {
        List<Value> key = table.keyOf(row);
        rows.put(key, row);
        left.remove(key);
    }

    void remove(List<Value> key) {
        rows.remove(key);
        left.add(key);
    }

    private Value draw(int column, Dice dice) {
        return dice.inPercent(12)
                ? Value.Null.NULL
                : KitValues.random(table.columns().get(column).type(), dice);
    }

    private static List<Value> accountKey(Dice dice) {
        long id = dice.oneOf(List.of(0L, 1L, 11L, -1L, 9_999_999_999L, -9_999_999_999L));
        return List.of(new Value.Text(dice.oneOf(BRANCHES)), new Value.Text(dice.oneOf(REGIONS)), KitRows.decimal(id));
    }

    private static List<Value> eventKey(Dice dice) {
        return List.of(new Value.Text(dice.oneOf(EVENTS) + (dice.inPercent(70) ? dice.between(1, 9) : "")));
    }
}
