package dev.millrace.simulator.generate;

import dev.millrace.codec.CobolValue;
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
    private final int parentColumns;
    private final RecordMaker records;
    private final SplittableRandom random;
    private final KeyPool keys = new KeyPool();
    private final Map<RowKey, Held> rows = new HashMap<>();
    private final Map<RowKey, Set<RowKey>> children = new HashMap<>();
    private long numbers;

    /** A row, and what its record was drawn as. */
    record Held(SourceRow row, List<CobolValue> drawn) {}

    Population(GeneratedObject object, SplittableRandom random) {
        this.object = object;
        this.random = random;
        this.parentColumns = object.layout().parentColumns().size();
        this.records = new RecordMaker(object.name(), object.layout(), object.ownKey(), random.split());
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
    Held draw(double skew) {
        return held(keys.drawHot(random, skew));
    }

    private Held held(RowKey key) {
        Held held = rows.get(key);
        if (held == null) {
            throw new IllegalStateException("no row of a known key in " + object.name());
        }
        return held;
    }

    /** A row that is not there yet. */
    Held create(List<Object> parentKey) {
        numbers++;
        return held(parentKey, records.create(numbers));
    }

    /** The row with other values in some of its fields. */
    Held changed(Held held) {
        return held(parentKey(held.row()).values(), records.changed(held.drawn()));
    }

    /** The row under another key. */
    Held rekeyed(Held held) {
        numbers++;
        return held(parentKey(held.row()).values(), records.rekeyed(held.drawn(), numbers));
    }

    private Held held(List<Object> parentKey, RecordMaker.Made made) {
        List<Object> values = object.layout().values(parentKey, made.decoded());
        SourceRow row = object.kind() == ObjectKind.DB2
                ? SourceRow.of(object.table(), values)
                : SourceRow.of(object.table(), values, made.bytes());
        return new Held(row, made.drawn());
    }

    void put(Held held) {
        RowKey key = held.row().key();
        keys.add(key);
        rows.put(key, held);
        children.computeIfAbsent(parentKey(held.row()), parent -> new LinkedHashSet<>())
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
        return children.getOrDefault(parent, Set.of()).stream()
                .map(key -> held(key).row())
                .toList();
    }

    private RowKey parentKey(SourceRow row) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < parentColumns; i++) {
            values.add(row.value(i));
        }
        return new RowKey(values);
    }
}
