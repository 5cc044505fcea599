package dev.millrace.core.testkit;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.ProgressStore;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import dev.millrace.core.target.TargetTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The contract in its plainest form: of each row the newest version, and the row unless that version deleted it. Holds the
 * kit's tables. Safe for all threads; its parts can be replaced to see what the contract makes of a wrong one.
 */
public class InMemoryTarget implements Target {
    private final Map<String, TargetTable> tables = new HashMap<>();
    private final Map<String, ConcurrentMap<RowKey, Held>> rows = new HashMap<>();
    private final InMemoryProgress progress = new InMemoryProgress();

    public InMemoryTarget() {
        for (KitTable kit : KitTable.all()) {
            tables.put(kit.sourceName(), kit.targetTable());
            rows.put(kit.targetName(), new ConcurrentHashMap<>());
        }
    }

    /** What is held of a row: its version, and its values unless it was deleted. */
    record Held(ChangeVersion version, Optional<List<Value>> row) {}

    @Override
    public Optional<TargetTable> table(String sourceTable) {
        return Optional.ofNullable(tables.get(sourceTable));
    }

    @Override
    public void write(List<RowWrite> batch, Answers answers) {
        for (int i = 0; i < batch.size(); i++) {
            answers.answer(i, write(batch.get(i)));
        }
    }

    Outcome write(RowWrite write) {
        ConcurrentMap<RowKey, Held> table = held(write.table());
        synchronized (table) {
            Held held = table.get(write.key());
            if (!wins(write, held)) {
                return Outcome.STALE;
            }
            Held next = stored(write, held);
            if (next == null) {
                table.remove(write.key());
            } else {
                table.put(write.key(), next);
            }
            return Outcome.APPLIED;
        }
    }

    /** Whether the write is to be done. */
    boolean wins(RowWrite write, @Nullable Held held) {
        return held == null || write.version().isNewerThan(held.version());
    }

    /** What a write leaves behind; nothing at all where it forgets. */
    @Nullable
    Held stored(RowWrite write, @Nullable Held held) {
        return new Held(write.version(), write.row());
    }

    @Override
    public List<Optional<ChangeVersion>> heldVersions(TargetTable table, List<RowKey> keys) {
        ConcurrentMap<RowKey, Held> held = held(table);
        return keys.stream()
                .map(key -> Optional.ofNullable(held.get(key)).map(Held::version))
                .toList();
    }

    @Override
    public ProgressStore progress() {
        return progress.connect();
    }

    @Override
    public void close() {}

    /** The rows that are there, without the deleted ones. */
    public Map<RowKey, List<Value>> rows(TargetTable table) {
        Map<RowKey, List<Value>> present = new HashMap<>();
        held(table).forEach((key, held) -> held.row().ifPresent(row -> present.put(key, row)));
        return present;
    }

    /** Forgets everything, tombstones included. */
    public void clear() {
        rows.values().forEach(Map::clear);
        progress.clear();
    }

    ConcurrentMap<RowKey, Held> held(TargetTable table) {
        ConcurrentMap<RowKey, Held> held = rows.get(table.name());
        if (held == null) {
            throw new IllegalArgumentException("not a table of the kit: " + table.name());
        }
        return held;
    }
}
