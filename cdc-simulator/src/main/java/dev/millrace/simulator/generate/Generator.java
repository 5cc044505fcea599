package dev.millrace.simulator.generate;

import dev.millrace.simulator.source.RowChange;
import dev.millrace.simulator.source.SourceChange;
import dev.millrace.simulator.source.SourceLog;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import dev.millrace.simulator.source.StoreClock;
import dev.millrace.simulator.source.Workload;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random changes of random rows: first the rows that each object begins with, parents before children, then units of work that insert,
 * update and delete, mostly what is hot. A deleted segment takes those below it along, theirs first. The same objects and settings make
 * the same changes, but for the store clock. Owned by one thread.
 */
public final class Generator implements Workload {
    private static final double TIES = 0.05;
    private static final int LEAST_ROWS = 3;

    private final List<Population> populations;
    private final double skew;
    private final int unitSize;
    private final SplittableRandom random;
    private final SourceLog log;
    private final Deque<Population> load = new ArrayDeque<>();

    /**
     * A source that has no rows yet.
     *
     * @param objects parents before children
     * @param skew Zipf's exponent of how hot the hot rows are, 0 to 0.99
     * @param unitSize steps of a unit of work at most; only a delete that takes others along is more than one change
     */
    public Generator(List<GeneratedObject> objects, long seed, double skew, int unitSize, Clock clock) {
        SplittableRandom seeds = new SplittableRandom(seed);
        this.populations = objects.stream()
                .map(object -> new Population(object, seeds.split()))
                .toList();
        this.skew = skew;
        this.unitSize = unitSize;
        this.random = seeds.split();
        this.log = new SourceLog(new StoreClock(clock), TIES, seeds.split());
        for (Population population : populations) {
            load.addAll(Collections.nCopies(population.object().rows(), population));
        }
    }

    /** The tables, parents before children. */
    public List<SourceTable> tables() {
        return populations.stream()
                .map(population -> population.object().table())
                .toList();
    }

    @Override
    public boolean isLoading() {
        return !load.isEmpty();
    }

    @Override
    public List<SourceChange> next(long room) {
        List<RowChange> unit = new ArrayList<>();
        if (!load.isEmpty()) {
            insert(load.remove(), unit);
        } else {
            for (int steps = random.nextInt(1, unitSize + 1); steps > 0; steps--) {
                step(unit, room - unit.size());
            }
        }
        return log.commit(unit.isEmpty() ? List.of(smallest()) : unit);
    }

    /** A change that needs no room beside its own, and is always possible: parents are never all deleted. */
    private RowChange smallest() {
        List<RowChange> unit = new ArrayList<>();
        insert(populations.get(0), unit);
        return unit.get(0);
    }

    private void step(List<RowChange> unit, long room) {
        if (room < 1) {
            return;
        }
        Population population = populations.get(random.nextInt(populations.size()));
        int dice = random.nextInt(100);
        if (population.isEmpty() || dice < 25) {
            insert(population, unit);
        } else if (dice < 40 && population.size() > LEAST_ROWS) {
            delete(population.draw(0).row(), population, unit, room);
        } else if (dice < 45 && population.object().kind() == ObjectKind.DB2) {
            rekey(population, unit);
        } else {
            update(population, unit);
        }
    }

    private void insert(Population population, List<RowChange> unit) {
        List<Object> parentKey = List.of();
        if (population.object().parent().isPresent()) {
            Population parents = parents(population);
            if (parents.isEmpty()) {
                return;
            }
            parentKey = parents.draw(skew).row().key().values();
        }
        Population.Held created = population.create(parentKey);
        population.put(created);
        unit.add(new RowChange.Insert(created.row()));
    }

    private Population parents(Population population) {
        String name = population.object().parent().orElseThrow();
        return populations.stream()
                .filter(other -> other.object().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void update(Population population, List<RowChange> unit) {
        Population.Held before = population.draw(skew);
        Population.Held changed = population.changed(before);
        population.put(changed);
        unit.add(new RowChange.Update(before.row(), changed.row()));
    }

    private void rekey(Population population, List<RowChange> unit) {
        Population.Held before = population.draw(skew);
        Population.Held changed = population.rekeyed(before);
        population.remove(before.row());
        population.put(changed);
        unit.add(new RowChange.Update(before.row(), changed.row()));
    }

    private void delete(SourceRow row, Population population, List<RowChange> unit, long room) {
        List<RowChange> deletes = new ArrayList<>();
        cascade(row, population, deletes);
        if (deletes.size() > room) {
            return;
        }
        for (RowChange delete : deletes) {
            populations.stream()
                    .filter(other -> other.object().table().equals(delete.row().table()))
                    .forEach(other -> other.remove(delete.row()));
        }
        unit.addAll(deletes);
    }

    private void cascade(SourceRow row, Population population, List<RowChange> deletes) {
        for (Population below : populations) {
            if (below.object()
                    .parent()
                    .filter(population.object().name()::equals)
                    .isPresent()) {
                below.of(row.key()).forEach(child -> cascade(child, below, deletes));
            }
        }
        deletes.add(new RowChange.Delete(row));
    }
}
