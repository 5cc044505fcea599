package dev.millrace.simulator.source;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The source's log: gives each committed unit of work its store clock and its changes their ordinals. Owned by one thread. */
public final class SourceLog {
    private final StoreClock clock;
    private final double tieShare;
    private final RandomGenerator random;
    private long units;
    private long changes;
    private boolean nextTied;

    /** @param tieShare the share of the units, 0 to 1, that commit at the clock value of the unit before them */
    public SourceLog(StoreClock clock, double tieShare, RandomGenerator random) {
        this.clock = clock;
        this.tieShare = tieShare;
        this.random = random;
    }

    /** True where the next unit commits at the clock value of the unit before it. */
    public boolean isNextTied() {
        return nextTied;
    }

    /** Commits the row changes as one unit of work. */
    public List<SourceChange> commit(List<RowChange> unit) {
        long stck = nextTied ? clock.last() : clock.read();
        units++;
        List<SourceChange> committed = new ArrayList<>(unit.size());
        for (RowChange change : unit) {
            changes++;
            committed.add(new SourceChange(change, stck, changes, units, committed.size() + 1));
        }
        nextTied = random.nextDouble() < tieShare;
        return committed;
    }

    /** How many changes the log holds; the ordinal of the newest. */
    public long size() {
        return changes;
    }
}
