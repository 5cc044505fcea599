package dev.millrace.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.target.BoolType;
import dev.millrace.core.target.Column;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.TargetTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.FutureTask;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CoalescerTest {
    private final Assignment assignment = Samples.assignment(Samples.P0, 0);

    private static List<RowTask> chain(RowTask front) {
        List<RowTask> chain = new ArrayList<>();
        for (@Nullable RowTask task = front; task != null; task = task.predecessor()) {
            chain.add(task);
        }
        return chain;
    }

    @Property
    void theWritesOfOneRowStandNewestFirstAndEqualOnesInTheOrderInWhichTheyCame(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 9) Integer> versions) {
        Coalescer rows = new Coalescer(1);
        List<RowTask> expected = new ArrayList<>();
        for (int i = 0; i < versions.size(); i++) {
            RowTask task = Samples.task(assignment, i, "a", versions.get(i));
            rows.add(task);
            expected.add(task);
        }
        expected.sort(
                Comparator.comparing((RowTask task) -> task.write().version()).reversed());
        assertEquals(1, rows.survivors().size());
        assertEquals(expected, chain(rows.survivors().get(0)));
    }

    @Test
    void rowsOfOtherKeysAndOtherTablesAreNotMixed() {
        TargetTable other = new TargetTable("public.other", Samples.ACCOUNT.columns(), Samples.ACCOUNT.keyIndexes());
        RowTask task = Samples.task(assignment, 2, "a", 9);
        RowWrite write = task.write();
        Coalescer rows = new Coalescer(1);
        rows.add(Samples.task(assignment, 0, "a", 1));
        rows.add(Samples.task(assignment, 1, "b", 1));
        rows.add(new RowTask(new RowWrite(other, write.key(), write.version(), write.row()), task.record()));
        assertEquals(3, rows.survivors().size());
        rows.survivors().forEach(front -> assertEquals(1, chain(front).size()));
    }

    @Test
    void aRowIsTheSameInATableThatHasGotMoreColumns() {
        RowTask before = Samples.task(assignment, 0, "a", 1);
        RowTask after = grown(Samples.task(assignment, 1, "a", 2));
        Coalescer rows = new Coalescer(1);
        rows.add(before);
        rows.add(after);
        assertEquals(List.of(after), rows.survivors());

        HeldRows held = new HeldRows();
        held.hold(before);
        assertEquals(List.of(), held.joinedBy(List.of(after)));
        assertEquals(after, held.next(before));
    }

    private static RowTask grown(RowTask task) {
        List<Column> columns = new ArrayList<>(Samples.ACCOUNT.columns());
        columns.add(new Column("more", new BoolType(), true));
        TargetTable table = new TargetTable(Samples.ACCOUNT.name(), columns, Samples.ACCOUNT.keyIndexes());
        RowWrite write = task.write();
        return new RowTask(new RowWrite(table, write.key(), write.version(), write.row()), task.record());
    }

    @Test
    void rowsBeyondTheExpectedNumberKeepTheirOrderAndTheirNewestWrites() {
        Coalescer rows = new Coalescer(1);
        for (int version = 1; version <= 2; version++) {
            for (int row = 0; row < 3_000; row++) {
                rows.add(Samples.task(assignment, 3_000L * version + row, "row " + row, version));
            }
        }
        assertEquals(3_000, rows.survivors().size());
        for (int row = 0; row < 3_000; row++) {
            RowTask front = rows.survivors().get(row);
            assertEquals(6_000L + row, front.record().record().offset());
            assertEquals(2, chain(front).size());
        }
    }

    @Test
    void oneVersionThatIsRepeatedThroughALargeBatchStaysWithItsFirstRecord() throws Exception {
        FutureTask<RowTask> front = new FutureTask<>(() -> {
            Coalescer rows = new Coalescer(1);
            for (int i = 0; i < 4_000; i++) {
                rows.add(Samples.task(assignment, i, "a", 1));
            }
            return rows.survivors().get(0);
        });
        Thread lane = new Thread(null, front, "small-stack", 192 * 1024);
        lane.start();
        assertEquals(4_000, chain(front.get()).size());
        assertEquals(0, front.get().record().record().offset());
    }
}
