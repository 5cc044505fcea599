package dev.millrace.simulator.capture;

import dev.millrace.simulator.source.RowChange;
import dev.millrace.simulator.source.RowKey;
import dev.millrace.simulator.source.SourceChange;
import dev.millrace.simulator.source.Workload;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A workload as the log of a busy source has it: some units of work stay open while later ones commit, and some are rolled back and tried
 * again. Rows are locked until their unit commits, so whatever touches one comes after. The same workload, settings and seed make the
 * same log. Owned by one thread.
 */
final class Interleaving {
    private static final int LONGEST_HELD = 40;

    private final Workload workload;
    private final LogShape shape;
    private final SplittableRandom random;
    /** Units that are open, the longest first. */
    private final List<Held> held = new ArrayList<>();

    private long left;
    private long units;
    private long played;
    private long lastStck;

    /** A row of a table. */
    private record Locked(String table, RowKey key) {}

    /** @param until the unit at which it commits at the latest */
    private record Held(long unit, Set<Locked> rows, long until) {}

    /** @param changes of the workload, all together */
    Interleaving(Workload workload, long changes, LogShape shape, long seed) {
        this.workload = workload;
        this.left = changes;
        this.shape = shape;
        this.random = new SplittableRandom(seed);
    }

    /** Whether the log has come to its end. */
    boolean isDone() {
        return isPlayed() && held.isEmpty();
    }

    private boolean isPlayed() {
        return left == 0 || workload.isDone();
    }

    /** A number for a unit of work that is not in the log. */
    long takeNumber() {
        return ++units;
    }

    /** The next records of the log; none at its end. */
    List<LogRecord> next() {
        List<LogRecord> records = new ArrayList<>();
        if (isPlayed()) {
            commitHeld(records, unit -> true);
            return records;
        }
        List<SourceChange> unit = workload.next(left);
        left -= unit.size();
        played++;
        boolean tied = unit.get(0).stck() == lastStck;
        lastStck = unit.get(0).stck();
        List<RowChange> changes = unit.stream().map(SourceChange::change).toList();
        Set<Locked> rows = rows(changes);
        commitHeld(records, other -> other.until() <= played || !disjoint(other.rows(), rows));
        if (random.nextDouble() < shape.rollbacks()) {
            long victim = ++units;
            changes.forEach(change -> records.add(new LogRecord.Changed(victim, change)));
            records.add(new LogRecord.RolledBack(victim));
        }
        long number = ++units;
        changes.forEach(change -> records.add(new LogRecord.Changed(number, change)));
        if (random.nextDouble() < shape.longUnits()) {
            held.add(new Held(number, rows, played + random.nextInt(1, LONGEST_HELD)));
        } else {
            records.add(new LogRecord.Committed(number, tied));
        }
        return records;
    }

    private void commitHeld(List<LogRecord> records, Predicate<Held> due) {
        for (Iterator<Held> all = held.iterator(); all.hasNext(); ) {
            Held unit = all.next();
            if (due.test(unit)) {
                records.add(new LogRecord.Committed(unit.unit(), false));
                all.remove();
            }
        }
    }

    private static boolean disjoint(Set<Locked> some, Set<Locked> others) {
        return some.stream().noneMatch(others::contains);
    }

    private static Set<Locked> rows(List<RowChange> changes) {
        Set<Locked> rows = new HashSet<>();
        for (RowChange change : changes) {
            Stream.concat(change.before().stream(), change.after().stream())
                    .forEach(row -> rows.add(new Locked(row.table().objectName(), row.key())));
        }
        return rows;
    }
}
