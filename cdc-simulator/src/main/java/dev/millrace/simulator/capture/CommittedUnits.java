package dev.millrace.simulator.capture;

import dev.millrace.simulator.segment.LogEnd;
import dev.millrace.simulator.source.RowChange;
import dev.millrace.simulator.source.SourceChange;
import dev.millrace.simulator.truth.TrueState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a source has to be captured, from its first unit of work on: what commits, in the order of its log, and rows of the initial load
 * where that runs beside the changes. The same settings give the same units. Owned by one thread.
 */
final class CommittedUnits {
    private final Source source;
    private final CaptureSettings settings;
    private final UnitAssembler assembler = new UnitAssembler();
    private final InitialLoad load = new InitialLoad();
    private final Deque<CommittedUnit> ready = new ArrayDeque<>();
    private final TrueState committed;
    /** Changes of the workload that are left. */
    private long left;

    private long given;
    private long lastUnit;
    /** Empty before the capture begins. */
    private Optional<Interleaving> log = Optional.empty();

    CommittedUnits(Source source, CaptureSettings settings) {
        this.source = source;
        this.settings = settings;
        this.left = settings.changes();
        this.committed = new TrueState(source.tables());
    }

    /** Reads on in the source's log; the next unit, if that has brought one to its end. */
    Optional<CommittedUnit> next() {
        if (ready.isEmpty()) {
            read();
        }
        @Nullable CommittedUnit next = ready.poll();
        if (next == null) {
            return Optional.empty();
        }
        if (next instanceof CommittedUnit.Changed changed) {
            changed.changes().forEach(committed::apply);
        }
        given += next.size();
        lastUnit = next.number();
        return Optional.of(next);
    }

    /**
     * Passes over units up to the one that has the change of this ordinal, it as well; at least over what was before the capture.
     *
     * @param stopped ends it early
     */
    void passOver(long ordinal, BooleanSupplier stopped) {
        while ((given < ordinal || log.isEmpty()) && !isDone() && !stopped.getAsBoolean()) {
            next();
        }
    }

    /** Whether the last unit that was given ends there. */
    boolean isAt(LogEnd end) {
        return given == end.ordinal() && lastUnit == end.unit();
    }

    /** The ordinal of the last change that was given; 0 before the first. */
    long ordinal() {
        return given;
    }

    /** Whether the workload has come to its end, and the load to its own. */
    boolean isDone() {
        return ready.isEmpty()
                && load.isDone()
                && log.filter(Interleaving::isDone).isPresent();
    }

    /** What has committed up to the last unit that was given. */
    TrueState state() {
        return committed;
    }

    /** How many units were rolled back so far. */
    long rolledBack() {
        return assembler.rolledBack();
    }

    private void read() {
        if (log.isPresent()) {
            readLog(log.get());
        } else if (settings.load() == LoadMode.CONCURRENT && source.workload().isLoading() && left > 0) {
            // Before the capture: nothing of it is in the log that is read.
            List<SourceChange> unit = source.workload().next(left);
            left -= unit.size();
            for (SourceChange change : unit) {
                committed.apply(change.change());
                load.expect(change.change());
            }
        } else {
            log = Optional.of(new Interleaving(source.workload(), left, settings.shape(), settings.seed()));
        }
    }

    private void readLog(Interleaving units) {
        for (LogRecord record : units.next()) {
            Optional<List<RowChange>> unit = assembler.accept(record);
            unit.ifPresent(changes -> ready.add(
                    new CommittedUnit.Changed(record.unit(), ((LogRecord.Committed) record).tied(), changes)));
        }
        load.next(committed).ifPresent(rows -> ready.add(new CommittedUnit.Loaded(units.takeNumber(), rows)));
    }
}
