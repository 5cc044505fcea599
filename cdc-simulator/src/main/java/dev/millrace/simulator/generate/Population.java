package dev.millrace.simulator.generate;

import dev.millrace.simulator.source.KeyPool;
import dev.millrace.simulator.source.RowKey;
import dev.millrace.simulator.source.SourceRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** The rows of one object as they are now, with those of each parent. Owned by one thread. */
final class Population {
    private final GeneratedObject object;
    private final RandomRow values;
    private final SplittableRandom random;
    private final KeyPool keys = new KeyPool();
    private final Map<RowKey, SourceRow> rows = new HashMap<>();
    private final Map<RowKey, Set<RowKey>> children = new HashMap<>();
    private long made;

    Population(GeneratedObject object, SplittableRandom random) {
        this.object = object;
        this.random = random;
        this.values = new RandomRow(object.layout(), random.split());
    }

    GeneratedObject object() {
        return object;
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    int size() {
        return keys.size();
    }

    /** A row, the first ones likelier. */
    SourceRow draw(double skew) {
        return row(keys.drawHot(random, skew));
    }

    private SourceRow row(RowKey key) {
        SourceRow row = rows.get(key);
        if (row == null) {
            throw new IllegalStateException("no row of a known key in " + object.name());
        }
        return row;
    }

    /** A row that is not there yet. */
    SourceRow create(List<Object> parentKey) {
        List<Object> all = new ArrayList<>(parentKey);
        List<Object> own = values.values();
        made++;
        for (int field : ownKey()) {
            own.set(field, values.unique(field, made));
        }
        all.addAll(own);
        return SourceRow.of(object.table(), all);
    }

    /** The row with other values in some of its fields. */
    SourceRow changed(SourceRow row) {
        SourceRow changed = row;
        for (int field = 0; field < object.table().columns().size() - object.parentColumns(); field++) {
            if (!ownKey().contains(field) && random.nextInt(3) == 0) {
                String column = object.table()
                        .columns()
                        .get(object.parentColumns() + field)
                        .name();
                changed = changed.with(column, values.value(field));
            }
        }
        return changed;
    }

    /** The row under another key. */
    SourceRow rekeyed(SourceRow row) {
        SourceRow changed = row;
        made++;
        for (int field : ownKey()) {
            String column =
                    object.table().columns().get(object.parentColumns() + field).name();
            changed = changed.with(column, values.unique(field, made));
        }
        return changed;
    }

    private List<Integer> ownKey() {
        return object.table().key().stream()
                .map(object.table()::indexOf)
                .filter(column -> column >= object.parentColumns())
                .map(column -> column - object.parentColumns())
                .toList();
    }

    void put(SourceRow row) {
        RowKey key = row.key();
        keys.add(key);
        rows.put(key, row);
        children.computeIfAbsent(parentKey(row), parent -> new LinkedHashSet<>())
                .add(key);
    }

    void remove(SourceRow row) {
        RowKey key = row.key();
        keys.remove(key);
        rows.remove(key);
        Set<RowKey> siblings = children.getOrDefault(parentKey(row), Set.of());
        if (siblings.remove(key) && siblings.isEmpty()) {
            children.remove(parentKey(row));
        }
    }

    /** The rows below a parent's. */
    List<SourceRow> of(RowKey parent) {
        return children.getOrDefault(parent, Set.of()).stream().map(this::row).toList();
    }

    private RowKey parentKey(SourceRow row) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < object.parentColumns(); i++) {
            values.add(row.value(i));
        }
        return new RowKey(values);
    }
}
