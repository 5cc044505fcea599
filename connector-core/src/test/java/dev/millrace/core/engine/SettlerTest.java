package dev.millrace.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.Operation;
import dev.millrace.core.failure.PoisonLimit;
import dev.millrace.core.failure.Refusal;
import dev.millrace.core.observe.ConnectorMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What a lane counts for a batch at a time must not look otherwise to those who count record by record. */
class SettlerTest {
    private static final Refusal BAD = new Refusal("BAD", "here");

    private final Assignment assignment = Samples.assignment(new TopicPartition("bank", 0), 0);
    private final Signal progress = new Signal();
    private final EngineState state = new EngineState(progress);
    private final RecordedDeadLetters deadLetters = new RecordedDeadLetters();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ConnectorMetrics metrics = new ConnectorMetrics(registry, Clock.systemUTC(), "test");
    private final PoisonLimit limit = new PoisonLimit(1, 10);
    private final Settler settler = new Settler(deadLetters, metrics, state, limit);

    private RowTask task(long offset) {
        return Samples.task(assignment, offset, "a", offset);
    }

    private double count(Settlement how) {
        return registry.get("cdc.records").tag("outcome", how.label()).counter().count();
    }

    @Test
    void soundRecordsOfTheSameBatchPushADeadLetterOutOfTheWindow() {
        settler.unreadable(Samples.task(assignment, 0, "a", 1).record().record(), BAD, Optional.empty());
        for (int i = 1; i <= 10; i++) {
            settler.written(Samples.task(assignment, i, "a", i), Settlement.APPLIED);
        }
        settler.unreadable(Samples.task(assignment, 11, "b", 1).record().record(), BAD, Optional.empty());
        assertTrue(state.halted().isEmpty());
    }

    @Test
    void aRecordIsSettledAtOnceAndLeavesThePipelineWithItsBatch() {
        RowTask task = Samples.task(assignment, 0, "a", 1);
        Portion portion = task.record().record().portion();
        portion.handedOut(1);
        settler.written(task, Settlement.APPLIED);
        assertTrue(task.record().record().isSettled());
        assertFalse(portion.isDone());
        settler.flush();
        assertTrue(portion.isDone());
    }

    @Test
    void whatAWriteHadReplacedIsSettledWithIt() {
        RowTask older = task(0);
        RowTask front = older.merge(task(1));
        settler.written(front, Settlement.STALE);
        settler.flush();
        assertTrue(front.record().record().isSettled());
        assertTrue(older.record().record().isSettled());
        assertEquals(1, count(Settlement.STALE));
        assertEquals(1, count(Settlement.SUPERSEDED));
    }

    @Test
    void aRejectedWriteIsALetterAndWhatItHadReplacedIsNotTouched() {
        RowTask older = task(0);
        RowTask front = older.merge(task(1));
        long seen = progress.seen();
        deadLetters.hold();
        settler.rejected(front, "BAD");
        assertEquals(
                new Refusal("BAD", Samples.ACCOUNT.name()),
                deadLetters.letters.get(0).refusal());
        assertFalse(front.record().record().isSettled(), "before the acknowledgement");
        deadLetters.acknowledgeAll();
        assertTrue(front.record().record().isSettled());
        assertFalse(older.record().record().isSettled());
        assertEquals(1, count(Settlement.DEAD_LETTERED));
        assertNotEquals(seen, progress.seen(), "the poll loop is woken up");
    }

    @Test
    void oneRejectedWriteOfTwoIsNoLetterBeforeTheOtherIsAnswered() {
        Change moved = Samples.change(Operation.UPDATE, "new", Optional.of("old"), 1);
        RecordTask record = new RecordTask(Samples.pending(assignment, 0), moved, 2);
        settler.rejected(new RowTask(Samples.upsert("new", 1), record), "BAD");
        assertTrue(deadLetters.letters.isEmpty());
        settler.written(new RowTask(Samples.upsert("old", 1), record), Settlement.APPLIED);
        assertEquals(1, deadLetters.letters.size());
    }

    @Test
    void beyondTheLimitARecordStaysAsItIsAndTheEngineHalts() {
        PendingRecord first = task(0).record().record();
        PendingRecord second = task(1).record().record();
        settler.unreadable(first, BAD, Optional.empty());
        assertTrue(state.halted().isEmpty());
        settler.unreadable(second, BAD, Optional.empty());
        assertEquals(Optional.of(Halt.POISON_LIMIT), state.halted());
        assertEquals(1, deadLetters.letters.size());
        assertFalse(second.isSettled());
    }

    @Test
    void aPartitionThatWentAwayHasNoLetters() {
        assignment.end();
        settler.unreadable(task(0).record().record(), BAD, Optional.empty());
        assertTrue(deadLetters.letters.isEmpty());
    }

    @Test
    void theSoundRecordsOfABatchCountForTheLettersOfOtherLanes() {
        Settler other = new Settler(deadLetters, metrics, state, limit);
        other.unreadable(task(0).record().record(), BAD, Optional.empty());
        for (int i = 1; i <= 10; i++) {
            settler.written(task(i), Settlement.APPLIED);
        }
        settler.flush();
        other.unreadable(task(11).record().record(), BAD, Optional.empty());
        assertTrue(state.halted().isEmpty());
        assertEquals(10, count(Settlement.APPLIED));
    }

    @Test
    void whatWasCountedIsHandedOverOnce() {
        settler.skipped(task(0).record().record());
        assertEquals(0, count(Settlement.SKIPPED));
        settler.flush();
        settler.flush();
        assertEquals(1, count(Settlement.SKIPPED));
    }

    @Test
    void onlyAppliedChangesCountForTheLatencyOfTheirTable() {
        settler.meters().answered();
        settler.written(task(0), Settlement.APPLIED);
        settler.written(task(1), Settlement.STALE);
        settler.written(task(2), Settlement.APPLIED);
        settler.flush();
        assertEquals(2, metrics.recentLatencies().get(0).applied());
    }

    @Test
    void recordsOfTwoPollsLeaveEachItsOwn() {
        PendingRecord[] records = new PendingRecord[4];
        Portion[] polls = {new Portion(assignment), new Portion(assignment)};
        for (int i = 0; i < records.length; i++) {
            records[i] = Samples.pendingOf(polls[i / 2], i, 1);
            polls[i / 2].handedOut(1);
        }
        settler.skipped(records[0]);
        settler.skipped(records[1]);
        settler.skipped(records[2]);
        settler.flush();
        assertTrue(polls[0].isDone());
        assertFalse(polls[1].isDone());
        settler.skipped(records[3]);
        settler.flush();
        assertTrue(polls[1].isDone());
    }
}
