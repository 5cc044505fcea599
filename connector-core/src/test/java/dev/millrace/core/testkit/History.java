package dev.millrace.core.testkit;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.TargetTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What happened at a source, in its order, and how the source looks in the end. One seed makes one history, always the same.
 * Immutable.
 */
public final class History {

    /** What a step of a history does. */
    public enum Step {
        LOAD,
        INSERT,
        REINSERT,
        UPDATE,
        KEY_CHANGE,
        DELETE
    }

    private final long seed;
    private final List<Change> changes;
    private final Map<Step, Integer> steps;
    private final int ties;
    private final Map<KitTable, SourceTable> tables;

    History(long seed, List<Change> changes, Map<Step, Integer> steps, int ties, Map<KitTable, SourceTable> tables) {
        this.seed = seed;
        this.changes = List.copyOf(changes);
        this.steps = Map.copyOf(steps);
        this.ties = ties;
        this.tables = Map.copyOf(tables);
    }

    public static History of(long seed) {
        return new HistoryGenerator(seed).generate();
    }

    public long seed() {
        return seed;
    }

    /** Every change in the source's order; rows of the initial load stand where the load read them. */
    public List<Change> changes() {
        return changes;
    }

    /** How often the step happened. */
    public int count(Step step) {
        return steps.getOrDefault(step, 0);
    }

    /** How many changes have the token of the one before, so that only the ordinal orders them. */
    public int ties() {
        return ties;
    }

    /**
     * The rows that the source has in the end. They come from the source's own state, never from the versions under test.
     *
     * @param table as the connector found it
     */
    public Map<RowKey, List<Value>> expectedRows(KitTable kit, TargetTable table) {
        Map<RowKey, List<Value>> expected = new HashMap<>();
        for (List<Value> row : source(kit).rows().values()) {
            List<Value> canonical = KitRows.row(kit, row, table);
            expected.put(table.keyOf(canonical), canonical);
        }
        return expected;
    }

    /** The version of the last change that touched each row, deleted rows included. */
    public Map<RowKey, ChangeVersion> expectedVersions(KitTable kit, TargetTable table) {
        Map<RowKey, ChangeVersion> expected = new HashMap<>();
        source(kit).newest().forEach((key, version) -> expected.put(KitRows.key(kit, key, table), version));
        return expected;
    }

    private SourceTable source(KitTable kit) {
        SourceTable source = tables.get(kit);
        if (source == null) {
            throw new IllegalArgumentException("no table of the kit: " + kit.sourceName());
        }
        return source;
    }
}
