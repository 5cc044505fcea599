package dev.millrace.cli.soak;

import dev.millrace.simulator.source.ColumnKind;
import dev.millrace.simulator.source.RowChange;
import dev.millrace.simulator.source.SourceChange;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import dev.millrace.simulator.source.StoreClock;
import dev.millrace.simulator.source.Workload;
import dev.millrace.simulator.truth.TrueState;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Inserts, updates and deletes of a few rows, all at one value of the store clock. Owned by one thread. */
final class TiedChanges implements Workload {
    private static final int KEYS = 200;
    private static final SourceTable TABLE = new SourceTable(
            "BANK",
            "LEDGER",
            List.of(
                    new SourceColumn("ID", new ColumnKind.Decimal(9, 0)),
                    new SourceColumn("AMOUNT", new ColumnKind.Decimal(12, 2))),
            List.of("ID"));

    private final TrueState state = new TrueState(List.of(TABLE));
    private final RandomGenerator random;
    private final long stck;
    private long changes;

    TiedChanges(long seed, Clock clock) {
        this.random = new SplittableRandom(seed);
        this.stck = StoreClock.valueOf(clock.instant());
    }

    TrueState state() {
        return state;
    }

    @Override
    public List<SourceChange> next(long room) {
        changes++;
        SourceRow row =
                SourceRow.of(TABLE, List.of(new BigDecimal(random.nextInt(KEYS)), BigDecimal.valueOf(changes, 2)));
        Optional<SourceRow> held = state.find(TABLE, row.key());
        RowChange change = held.isEmpty()
                ? new RowChange.Insert(row)
                : random.nextInt(4) == 0 ? new RowChange.Delete(held.get()) : new RowChange.Update(held.get(), row);
        state.apply(change);
        return List.of(new SourceChange(change, stck, changes, changes, 1));
    }
}
