package dev.millrace.core.testkit;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.Value;
import dev.millrace.core.testkit.History.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a history: some rows are there when capture starts, then changes follow while the load reads what it finds. For one
 * thread, for one history.
 */
final class HistoryGenerator {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int FEWEST_CHANGES = 200;
    private static final int FEWEST_ROWS = 6;
    private static final int FEWEST_FREE_KEYS = 9;
    /** Each step is forced once in so many changes, so that no history lacks one. */
    private static final int FORCED_EVERY = 40;

    private static final List<Step> FORCED =
            List.of(Step.INSERT, Step.DELETE, Step.REINSERT, Step.UPDATE, Step.KEY_CHANGE);

    private final long seed;
    private final Dice dice;
    private final SourceImages images;
    private final SourceClock clock;
    private final Map<KitTable, SourceTable> tables = new HashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final Map<Step, Integer> steps = new EnumMap<>(Step.class);
    private List<Value> lastKey = List.of();

    HistoryGenerator(long seed) {
        this.seed = seed;
        Dice all = new Dice(seed);
        this.dice = all.split();
        this.images = new SourceImages(all.split());
        this.clock = new SourceClock(all.split());
    }

    History generate() {
        int size = FEWEST_CHANGES + dice.between(0, 80);
        int restart = dice.inPercent(30) ? dice.between(1, size) : size + 1;
        Map<Integer, List<LoadRead>> loads = startCapture(size);
        for (int i = 0; i < size; i++) {
            if (i == restart) {
                clock.restart();
            }
            loads.getOrDefault(i, List.of()).forEach(this::load);
            SourceTable source = tables.get(dice.oneOf(KitTable.all()));
            if (source != null) {
                step(source, i % FORCED_EVERY);
            }
        }
        return new History(seed, changes, steps, clock.ties(), tables);
    }

    /** The load reads a row once, some twice, at any time after capture started. */
    private Map<Integer, List<LoadRead>> startCapture(int size) {
        Map<Integer, List<LoadRead>> loads = new HashMap<>();
        for (KitTable kit : KitTable.all()) {
            SourceTable source = new SourceTable(kit, dice);
            tables.put(kit, source);
            int rows = dice.between(8, 14);
            for (int i = 0; i < rows; i++) {
                List<Value> key = dice.oneOf(source.freeKeys());
                source.put(source.newRow(key, dice));
                int reads = dice.inPercent(20) ? 2 : 1;
                for (int read = 0; read < reads; read++) {
                    loads.computeIfAbsent(dice.between(0, size - 1), at -> new ArrayList<>())
                            .add(new LoadRead(source, key));
                }
            }
        }
        return loads;
    }

    private void load(LoadRead read) {
        List<Value> row = read.source().rows().get(read.key());
        if (row != null) {
            read.source().newest().putIfAbsent(read.key(), SourceClock.lowest());
            Optional<Row> after = Optional.of(images.full(read.source().table(), row));
            emit(Step.LOAD, read.source(), Operation.INSERT, SourceClock.lowest(), Optional.empty(), after);
        }
    }

    private void step(SourceTable source, int place) {
        Step step = place < FORCED.size() ? FORCED.get(place) : draw();
        if (step == Step.REINSERT && source.leftKeys().isEmpty()) {
            step = Step.INSERT;
        }
        if (step == Step.DELETE && source.rows().size() < FEWEST_ROWS) {
            step = Step.INSERT;
        }
        if ((step == Step.INSERT || step == Step.REINSERT) && source.freeKeys().size() <= FEWEST_FREE_KEYS) {
            step = Step.DELETE;
        }
        switch (step) {
            case INSERT -> insert(source, step, dice.oneOf(source.freeKeys()));
            case REINSERT -> insert(source, step, dice.oneOf(source.leftKeys()));
            case KEY_CHANGE -> changeKey(source);
            case DELETE -> delete(source);
            default -> update(source);
        }
    }

    private Step draw() {
        return dice.oneOf(List.of(
                Step.INSERT, Step.REINSERT, Step.UPDATE, Step.UPDATE, Step.UPDATE, Step.KEY_CHANGE, Step.DELETE));
    }

    private void insert(SourceTable source, Step step, List<Value> key) {
        List<Value> row = source.newRow(key, dice);
        // A key that was left is a re-insert, whatever was drawn.
        Step done = source.leftKeys().contains(key) ? Step.REINSERT : step;
        source.put(row);
        ChangeVersion version = touch(source, key, clock.next());
        emit(done, source, Operation.INSERT, version, Optional.empty(), full(source, row));
    }

    private void update(SourceTable source) {
        List<Value> old = pick(source);
        List<Value> row = source.changedRow(old, dice);
        source.put(row);
        ChangeVersion version = touch(source, source.table().keyOf(row), clock.next());
        Optional<Row> before = dice.inPercent(15) ? Optional.empty() : before(source, old);
        emit(Step.UPDATE, source, Operation.UPDATE, version, before, full(source, row));
    }

    private void changeKey(SourceTable source) {
        List<Value> old = pick(source);
        List<Value> from = source.table().keyOf(old);
        boolean back = dice.inPercent(40) && !source.leftKeys().isEmpty();
        List<Value> to = dice.oneOf(back ? source.leftKeys() : source.freeKeys());
        List<Value> row = source.newRow(to, dice);
        source.remove(from);
        source.put(row);
        ChangeVersion version = touch(source, from, clock.next());
        touch(source, to, version);
        emit(Step.KEY_CHANGE, source, Operation.UPDATE, version, before(source, old), full(source, row));
    }

    private void delete(SourceTable source) {
        List<Value> old = pick(source);
        List<Value> key = source.table().keyOf(old);
        source.remove(key);
        ChangeVersion version = touch(source, key, clock.next());
        emit(Step.DELETE, source, Operation.DELETE, version, before(source, old), Optional.empty());
    }

    /** A row of the source, often the one that was touched last. */
    private List<Value> pick(SourceTable source) {
        List<Value> last = source.rows().get(lastKey);
        return last != null && dice.inPercent(40)
                ? last
                : dice.oneOf(List.copyOf(source.rows().values()));
    }

    private ChangeVersion touch(SourceTable source, List<Value> key, ChangeVersion version) {
        source.newest().put(key, version);
        lastKey = key;
        return version;
    }

    private Optional<Row> full(SourceTable source, List<Value> row) {
        return Optional.of(images.full(source.table(), row));
    }

    private Optional<Row> before(SourceTable source, List<Value> row) {
        return dice.inPercent(30) ? Optional.of(images.keyOnly(source.table(), row)) : full(source, row);
    }

    private void emit(
            Step step,
            SourceTable source,
            Operation operation,
            ChangeVersion version,
            Optional<Row> before,
            Optional<Row> after) {
        steps.merge(step, 1, Integer::sum);
        Instant commitTime = START.plusMillis(changes.size());
        changes.add(new Change(source.table().sourceName(), operation, version, before, after, commitTime));
    }

    private record LoadRead(SourceTable source, List<Value> key) {}
}
