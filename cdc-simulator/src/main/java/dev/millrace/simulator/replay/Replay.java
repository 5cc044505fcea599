package dev.millrace.simulator.replay;

import dev.millrace.simulator.source.RowChange;
import dev.millrace.simulator.source.RowKey;
import dev.millrace.simulator.source.SourceChange;
import dev.millrace.simulator.source.SourceLog;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import dev.millrace.simulator.source.StoreClock;
import dev.millrace.simulator.source.Workload;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The history that a folder of data sets tells: the first generation of each object are the rows that the source begins with; each later
 * one is what has changed since the one before it. The same data sets make the same changes, but for the store clock. Owned by one thread.
 */
public final class Replay implements Workload {
    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);
    private static final double TIES = 0.05;

    private final List<ReplayedObject> objects;
    private final int unitSize;
    private final SourceLog log;
    /** By object; each one's in an order that is the same in every life of the process. */
    private final Map<String, Map<RowKey, SourceRow>> rows = new HashMap<>();

    private final Deque<Generation> waiting = new ArrayDeque<>();
    private Optional<GenerationChanges> open = Optional.empty();
    private int generation;
    /** The first change of the next unit; empty at the end. */
    private Optional<RowChange> ahead;

    /** A data set that is not read yet, by its number from 0. */
    private record Generation(ReplayedObject object, int number) {}

    /**
     * A source that has no rows yet.
     *
     * @param unitSize changes of a unit of work at most
     * @throws dev.millrace.simulator.SimulatorException where the first data set cannot be read
     */
    public Replay(List<ReplayedObject> objects, int unitSize, long seed, Clock clock) {
        this.objects = List.copyOf(objects);
        this.unitSize = unitSize;
        this.log = new SourceLog(new StoreClock(clock), TIES, new SplittableRandom(seed));
        int last = objects.stream()
                .mapToInt(object -> object.generations().size())
                .max()
                .orElse(0);
        for (int number = 0; number < last; number++) {
            for (ReplayedObject object : objects) {
                if (number < object.generations().size()) {
                    waiting.add(new Generation(object, number));
                }
            }
        }
        this.ahead = read();
    }

    /** The tables, in the order of the objects. */
    public List<SourceTable> tables() {
        return objects.stream().map(ReplayedObject::table).toList();
    }

    @Override
    public boolean isLoading() {
        return ahead.isPresent() && generation == 0;
    }

    @Override
    public boolean isDone() {
        return ahead.isEmpty();
    }

    /** A unit has changes of one generation only. */
    @Override
    public List<SourceChange> next(long room) {
        int began = generation;
        List<RowChange> unit = new ArrayList<>();
        while (ahead.isPresent() && generation == began && unit.size() < Math.min(room, unitSize)) {
            unit.add(ahead.get());
            ahead = read();
        }
        return log.commit(unit);
    }

    private Optional<RowChange> read() {
        while (true) {
            Optional<RowChange> change = open.flatMap(GenerationChanges::next);
            if (change.isPresent()) {
                return change;
            }
            close();
            if (waiting.isEmpty()) {
                return Optional.empty();
            }
            Generation next = waiting.remove();
            generation = next.number();
            ReplayedObject object = next.object();
            open = Optional.of(GenerationChanges.open(
                    object,
                    object.generations().get(generation),
                    rows.computeIfAbsent(object.table().objectName(), none -> new LinkedHashMap<>())));
        }
    }

    private void close() {
        try {
            if (open.isPresent()) {
                open.get().close();
            }
        } catch (IOException closing) {
            LOG.warn("closing a data set: {}", closing.toString());
        }
        open = Optional.empty();
    }
}
