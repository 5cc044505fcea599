package dev.millrace.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.change.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowTaskTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private final Assignment assignment = Samples.assignment(Samples.P0, 0);

    private RowTask task(long offset, long version) {
        return Samples.task(assignment, offset, "a", version);
    }

    private static List<RowTask> chain(RowTask front) {
        List<RowTask> chain = new ArrayList<>();
        for (@Nullable RowTask task = front; task != null; task = task.predecessor()) {
            chain.add(task);
        }
        return chain;
    }

    @Property
    void aChainThatJoinsAnotherKeepsEveryWriteNewestFirstAndEqualOnesInTheOrderInWhichTheyCame(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 4) Integer> waiting,
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 4) Integer> joining) {
        List<RowTask> expected = new ArrayList<>();
        RowTask front = coalesced(waiting, expected).mergeChain(coalesced(joining, expected));
        expected.sort(
                Comparator.comparing((RowTask task) -> task.write().version()).reversed());
        assertEquals(expected, chain(front));
    }

    private RowTask coalesced(List<Integer> versions, List<RowTask> all) {
        Coalescer rows = new Coalescer(16);
        for (int version : versions) {
            RowTask task = task(all.size(), version);
            all.add(task);
            rows.add(task);
        }
        return rows.survivors().get(0);
    }

    @Test
    void theTimeForADependencyBeginsWithTheFirstRefusal() {
        RowTask task = task(0, 1);
        assertFalse(task.dependencyExpired(7 * SECOND, 2 * SECOND));
        assertFalse(task.dependencyExpired(9 * SECOND - 1, 2 * SECOND));
        assertTrue(task.dependencyExpired(9 * SECOND, 2 * SECOND));
    }

    @Test
    void aRowThatIsSetAsideTakesWhatItReplacedAlong() {
        Portion portion = new Portion(assignment);
        RowTask front = inPortion(portion, 2, 3).merge(inPortion(portion, 1, 2)).merge(inPortion(portion, 0, 1));
        front.setAside();
        assertTrue(portion.isDone());
        chain(front).forEach(task -> task.record().record().settle(Settlement.APPLIED));
        assertTrue(portion.isDone());
    }

    private RowTask inPortion(Portion portion, long offset, long version) {
        RowTask sample = task(offset, version);
        PendingRecord record = new PendingRecord(portion, Samples.consumed(Samples.P0, offset, "k", "v"), 0);
        portion.handedOut(1);
        return new RowTask(
                sample.write(),
                new RecordTask(record, Samples.change(Operation.UPDATE, "a", Optional.empty(), version), 1));
    }

    @Test
    void aWriteBreaksItsConnectionOnlyIfTheTargetTookOthersBetweenThreeTriesOverSomeSeconds() {
        RowTask breaking = task(0, 1);
        assertFalse(breaking.struckOut(1, 0, false, 0));
        assertFalse(breaking.struckOut(2, 0, false, 3 * SECOND));
        assertFalse(breaking.struckOut(3, 0, false, 5 * SECOND - 1));
        assertTrue(breaking.struckOut(4, 0, false, 5 * SECOND));
    }

    @Test
    void aWriteThatFailsWhileTheTargetTakesNothingIsNotToBlame() {
        RowTask task = task(0, 1);
        for (int attempt = 0; attempt < 100; attempt++) {
            assertFalse(task.struckOut(5, 0, false, attempt * SECOND));
        }
        assertFalse(task.struckOut(6, 0, false, 100 * SECOND));
        assertTrue(task.struckOut(7, 0, false, 101 * SECOND));
    }

    @Test
    void aWriteThatLosesItsConnectionAgainAndAgainBetweenHeartbeatsBreaksIt() {
        RowTask breaking = task(0, 1);
        assertFalse(breaking.struckOut(5, 1, true, 10 * SECOND));
        assertFalse(breaking.struckOut(5, 1, true, 12 * SECOND), "no heartbeat in between");
        assertFalse(breaking.struckOut(5, 2, true, 13 * SECOND));
        assertFalse(breaking.struckOut(5, 3, false, 14 * SECOND), "not by the connection");
        assertFalse(breaking.struckOut(5, 4, true, 15 * SECOND - 1), "too soon");
        assertTrue(breaking.struckOut(5, 5, true, 15 * SECOND));
    }

    @Test
    void aTaskIsOfItsRecordsAssignment() {
        assertSame(assignment, task(0, 1).assignment());
    }
}
