package dev.millrace.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.failure.Breaker;
import dev.millrace.core.failure.PoisonLimit;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.RowWrite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A lane never waits for the slowest row of a batch, and no row overtakes itself. */
class LaneFlowTest {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final ScriptedTarget target = new ScriptedTarget();
    private final HeldCalls calls = new HeldCalls(target);
    private final RecordedDeadLetters deadLetters = new RecordedDeadLetters();
    private final Signal progress = new Signal();
    private final EngineState state = new EngineState(progress);
    private final EngineSettings settings = Samples.settings(1);
    private final AtomicLong clock = new AtomicLong();
    private final Assignment assignment = Samples.assignment(Samples.P0, 0);
    private final Signal signal = new Signal();
    private final Breaker breaker = new Breaker(settings.retry(), new SplittableRandom(2), () -> {});
    private final BatchWriter writer = writer();
    private long offset;

    /** A lane's writer beside others; all share the breaker. */
    private BatchWriter writer() {
        return new BatchWriter(
                target,
                new Settler(deadLetters, Samples.metrics(), state, new PoisonLimit(10_000, 1_000)),
                state,
                breaker,
                settings,
                Samples.metrics(),
                clock::get,
                new SplittableRandom(1),
                signal);
    }

    private RowTask task(String id, long version) {
        return Samples.task(assignment, offset++, id, version);
    }

    /** Hands over a batch and makes all the steps that can be made now. */
    private void write(RowTask... rows) {
        writer.begin(List.of(rows));
        goOn();
    }

    private void goOn() {
        while (writer.step()) {
            assertTrue(target.calls.size() < 1_000, "without end");
        }
    }

    /** Lets time pass until something is to be done, and does it. */
    private void goOnLater() {
        clock.addAndGet(writer.idleTime(LONGEST).toNanos());
        goOn();
    }

    private static void assertOpen(RowTask... tasks) {
        for (RowTask task : tasks) {
            assertFalse(task.record().record().isSettled(), "settled: " + task.write());
        }
    }

    private static void assertSettled(Settlement how, RowTask... tasks) {
        for (RowTask task : tasks) {
            assertTrue(task.record().record().isSettled(), "not settled: " + task.write());
            assertEquals(how, task.record().settlement());
        }
    }

    /** The rows and versions of each call. */
    private void assertCalls(RowTask[]... expected) {
        List<List<RowWrite>> writes = new ArrayList<>();
        for (RowTask[] call : expected) {
            writes.add(List.of(call).stream().map(RowTask::write).toList());
        }
        assertEquals(writes, target.calls);
    }

    private static RowTask[] call(RowTask... rows) {
        return rows;
    }

    @Test
    void whatIsAnsweredIsSettledAndFurtherBatchesGoOutWhileTheSlowestRowIsNotAnswered() {
        RowTask slow = task("slow", 1);
        RowTask replaced = task("b", 1);
        RowTask a = task("a", 1);
        RowTask b = task("b", 2);
        write(slow, a, replaced.merge(b));
        calls.store("a", "b");
        goOn();
        assertSettled(Settlement.APPLIED, a, b);
        assertSettled(Settlement.SUPERSEDED, replaced);
        assertOpen(slow);
        assertTrue(writer.takesMore());
        RowTask next = task("a", 2);
        write(next);
        calls.store("a");
        goOn();
        assertSettled(Settlement.APPLIED, next);
        assertOpen(slow);
        assertCalls(call(slow, a, b), call(next));
    }

    @Test
    void newerChangesOfARowInFlightWaitAndTheNewestGoesOnceItIsAnswered() {
        RowTask slow = task("slow", 1);
        write(slow);
        RowTask second = task("slow", 2);
        RowTask third = task("slow", 3);
        RowTask mate = task("mate", 1);
        write(second);
        write(third, mate);
        assertCalls(call(slow), call(mate));
        calls.store("slow");
        goOn();
        assertSettled(Settlement.APPLIED, slow);
        assertOpen(second, third);
        assertCalls(call(slow), call(mate), call(third));
        calls.store("slow", "mate");
        goOn();
        assertSettled(Settlement.APPLIED, third, mate);
        assertSettled(Settlement.SUPERSEDED, second);
        assertTrue(writer.isDone());
    }

    @Test
    void aNewerChangeJoinsTheFailedWriteThatItWaitedForAndIsInFront() {
        RowTask first = task("a", 1);
        write(first);
        RowTask second = task("a", 2);
        write(second);
        calls.answer("a", ScriptedTarget.row(FailureKind.TRANSIENT));
        goOn();
        RowTask third = task("a", 3);
        write(third);
        assertCalls(call(first));
        goOnLater();
        assertCalls(call(first), call(third));
        calls.answer("a", ScriptedTarget.row(FailureKind.POISON));
        goOn();
        assertSettled(Settlement.DEAD_LETTERED, third);
        assertCalls(call(first), call(third), call(second));
        calls.store("a");
        goOn();
        assertSettled(Settlement.APPLIED, second);
        assertSettled(Settlement.SUPERSEDED, first);
        assertTrue(writer.isDone());
    }

    @Test
    void aNewerChangeGoesOutWhenTheOneInFlightIsPoison() {
        RowTask poison = task("a", 1);
        write(poison);
        RowTask newer = task("a", 2);
        write(newer);
        calls.answer("a", ScriptedTarget.row(FailureKind.POISON));
        goOn();
        assertSettled(Settlement.DEAD_LETTERED, poison);
        assertCalls(call(poison), call(newer));
        calls.store("a");
        goOn();
        assertSettled(Settlement.APPLIED, newer);
        assertTrue(writer.isDone());
    }

    @Test
    void aFailedWriteIsNotJudgedBeforeItsCallIsAnswered() {
        RowTask failed = task("failed", 1);
        RowTask slow = task("slow", 1);
        write(failed, slow);
        calls.answer("failed", ScriptedTarget.row(FailureKind.POISON));
        goOn();
        assertTrue(deadLetters.letters.isEmpty());
        assertOpen(failed, slow);
        calls.store("slow");
        goOn();
        assertSettled(Settlement.DEAD_LETTERED, failed);
    }

    @Test
    void aThrottledRowComesAgainAfterItsPauseAndHoldsUpNobody() {
        RowTask throttled = task("throttled", 1);
        write(throttled);
        calls.answer("throttled", ScriptedTarget.row(FailureKind.TRANSIENT));
        goOn();
        assertTrue(writer.takesMore());
        RowTask next = task("next", 1);
        write(next);
        calls.store("next");
        goOn();
        assertSettled(Settlement.APPLIED, next);
        assertCalls(call(throttled), call(next));
        goOnLater();
        calls.store("throttled");
        goOn();
        assertSettled(Settlement.APPLIED, throttled);
        assertTrue(clock.get() >= settings.retry().first().toNanos() / 2);
    }

    @Test
    void aThrottledRowIsNotOvertakenThoughItsCallIsOver() {
        target.answerEach(write -> ScriptedTarget.row(FailureKind.TRANSIENT));
        RowTask throttled = task("a", 5);
        write(throttled);
        target.storeAll();
        RowTask tied = task("a", 5);
        write(tied);
        assertCalls(call(throttled));
        goOnLater();
        assertCalls(call(throttled), call(throttled));
        assertSettled(Settlement.APPLIED, throttled);
        assertSettled(Settlement.SUPERSEDED, tied);
    }

    @Test
    void nothingMoreIsTakenWhileAWholeBatchIsThrottled() {
        RowTask[] rows = new RowTask[settings.batchRecords()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = task("row-" + i, 1);
        }
        target.answerEach(write -> ScriptedTarget.row(FailureKind.TRANSIENT));
        write(rows);
        assertFalse(writer.takesMore());
        target.storeAll();
        goOnLater();
        assertSettled(Settlement.APPLIED, rows);
        assertTrue(writer.takesMore());
    }

    @Test
    void changesBehindARowThatWaitsForOthersKeepThePipelineBusyNoLonger() {
        RowTask child = task("child", 1);
        RowTask second = task("child", 2);
        RowTask third = task("child", 3);
        for (RowTask task : call(child, second, third)) {
            task.record().record().portion().handedOut(1);
        }
        write(child);
        write(second);
        assertFalse(second.record().record().portion().isDone());
        calls.answer("child", ScriptedTarget.row(FailureKind.DEPENDENCY));
        goOn();
        assertTrue(second.record().record().portion().isDone());
        write(third);
        for (RowTask task : call(child, second, third)) {
            assertOpen(task);
            assertTrue(task.record().record().portion().isDone());
        }
    }

    @Test
    void nothingMoreIsTakenWhileAsManyRowsAsABatchMayHaveAreInFlightOrComeAgain() {
        RowTask[] rows = new RowTask[settings.batchRecords()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = task("row-" + i, 1);
        }
        write(rows);
        assertFalse(writer.takesMore());
        calls.answer("row-0", ScriptedTarget.row(FailureKind.TRANSIENT));
        goOn();
        assertFalse(writer.takesMore());
        calls.store("row-1");
        goOn();
        assertTrue(writer.takesMore());
        write(task("more", 1));
        assertFalse(writer.takesMore());
        for (int i = 2; i < rows.length; i++) {
            calls.store("row-" + i);
        }
        goOn();
        assertTrue(writer.takesMore());
    }

    @Test
    void theLaneIsWokenOnceForAllAnswersThatItHasNotTaken() {
        write(task("a", 1), task("b", 1), task("c", 1));
        long seen = signal.seen();
        calls.store("a", "b");
        assertEquals(seen + 1, signal.seen());
        goOn();
        calls.store("c");
        assertEquals(seen + 2, signal.seen());
    }

    @Test
    void thePollLoopIsWokenNowAndThenForRowsAndAtOnceForACallThatIsComplete() {
        write(task("a", 1), task("b", 1), task("c", 1));
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        long seen = progress.seen();
        calls.store("a");
        goOn();
        assertEquals(seen + 1, progress.seen());
        calls.store("b");
        goOn();
        assertEquals(seen + 1, progress.seen());
        goOnLater();
        assertEquals(seen + 2, progress.seen());
        assertEquals(LONGEST, writer.idleTime(LONGEST));
        calls.store("c");
        goOn();
        assertEquals(seen + 3, progress.seen());
    }

    @Test
    void aCallThatIsAnsweredBeforeItReturnsIsSettledInOneStepAndWakesNobody() {
        target.storeAll();
        RowTask a = task("a", 1);
        RowTask b = task("b", 1);
        writer.begin(List.of(a, b));
        long seen = signal.seen();
        assertTrue(writer.step());
        assertSettled(Settlement.APPLIED, a, b);
        assertEquals(seen, signal.seen());
        assertFalse(writer.step());
    }

    @Test
    void theFailureOfAnOlderCallIsNotTakenForTheProbes() {
        RowTask older = task("older", 1);
        RowTask first = task("first", 1);
        write(older);
        write(first);
        calls.answer("first", ScriptedTarget.row(FailureKind.UNAVAILABLE));
        goOn();
        assertEquals(Breaker.State.OPEN, breaker.view().state());
        goOnLater();
        assertEquals(Breaker.State.PROBING, breaker.view().state());
        calls.answer("older", ScriptedTarget.row(FailureKind.UNAVAILABLE));
        goOn();
        assertEquals(Breaker.State.PROBING, breaker.view().state());
        assertCalls(call(older), call(first), call(first));
    }

    @Test
    void theFirstRowThatAProbeWritesLetsTheOthersIn() {
        RowTask a = task("a", 1);
        RowTask b = task("b", 1);
        breaker.failed(this, "CODE", 0);
        write(a, b);
        goOnLater();
        assertEquals(Breaker.State.PROBING, breaker.view().state());
        calls.store("a");
        goOn();
        assertEquals(Breaker.State.CLOSED, breaker.view().state());
        // The target went away again: that it had taken a row before says nothing.
        breaker.failed(this, "CODE", clock.get());
        calls.answer("b", ScriptedTarget.row(FailureKind.UNAVAILABLE));
        goOn();
        assertEquals(Breaker.State.OPEN, breaker.view().state());
    }

    @Test
    void theAssignmentIsBeingWrittenUntilTheLastAnswerOfItsCall() {
        write(task("a", 1), task("slow", 1));
        calls.store("a");
        goOn();
        assertTrue(assignment.isBeingWritten());
        calls.store("slow");
        goOn();
        assertFalse(assignment.isBeingWritten());
    }

    @Test
    void aNewerChangeFromAnotherPartitionIsNotLostWithTheWriteThatItWaitedFor() {
        RowTask gone = task("a", 1);
        write(gone);
        Assignment other = Samples.assignment(Samples.P1, 0);
        RowTask kept = Samples.task(other, 0, "a", 2);
        write(kept);
        assignment.end();
        calls.answer("a", ScriptedTarget.row(FailureKind.TRANSIENT));
        goOn();
        goOnLater();
        assertCalls(call(gone), call(kept));
        calls.store("a");
        goOn();
        assertSettled(Settlement.APPLIED, kept);
        assertTrue(writer.isDone());
    }

    @Test
    void aRowWhosePartitionWentAwayIsHeldNoLonger() {
        RowTask gone = task("a", 1);
        write(gone);
        assignment.end();
        calls.answer("a", ScriptedTarget.row(FailureKind.TRANSIENT));
        goOn();
        goOnLater();
        assertTrue(writer.isDone());
        RowTask back = Samples.task(Samples.assignment(Samples.P0, 0), 0, "a", 1);
        write(back);
        assertCalls(call(gone), call(back));
    }

    @Test
    void aHaltedLaneSettlesWhatIsAnsweredAndRests() {
        RowTask a = task("a", 1);
        RowTask b = task("b", 1);
        write(a);
        writer.begin(List.of(b));
        assertTrue(state.halt(Halt.POISON_LIMIT));
        calls.store("a");
        goOn();
        assertSettled(Settlement.APPLIED, a);
        assertCalls(call(a));
        assertEquals(LONGEST, writer.idleTime(LONGEST));
    }

    @Test
    void aRowThatWaitsForOthersKeepsNoLaneAwakeWhileTheTargetIsGone() {
        RowTask child = task("child", 1);
        write(child);
        calls.answer("child", ScriptedTarget.row(FailureKind.DEPENDENCY));
        goOn();
        breaker.failed(this, "CODE", clock.get());
        write(task("a", 1));
        clock.addAndGet(breaker.waitNanos(clock.get()));
        assertTrue(breaker.mayCall(this, clock.get()));
        assertEquals(LONGEST, writer.idleTime(LONGEST));
    }
}
