package dev.millrace.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.millrace.core.change.Change;
import dev.millrace.core.change.Operation;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.failure.Breaker;
import dev.millrace.core.failure.DeadLetter;
import dev.millrace.core.failure.PoisonLimit;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowWrite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

@Timeout(20)
class BatchWriterTest {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final ScriptedTarget target = new ScriptedTarget();
    private final RecordedDeadLetters deadLetters = new RecordedDeadLetters();
    private final EngineState state = new EngineState(new Signal());
    private final EngineSettings settings = Samples.settings(1);
    private final AtomicLong clock = new AtomicLong();
    private final Assignment assignment = Samples.assignment(Samples.P0, 0);
    private final Signal signal = new Signal();
    private final Breaker breaker = new Breaker(settings.retry(), new SplittableRandom(2), () -> {});
    private final BatchWriter writer = new BatchWriter(
            target,
            new Settler(deadLetters, Samples.metrics(), state, new PoisonLimit(10_000, 1_000)),
            state,
            breaker,
            settings,
            Samples.metrics(),
            clock::get,
            new SplittableRandom(1),
            signal);

    private List<RowTask> rows(int count) {
        List<RowTask> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(Samples.task(assignment, i, "row-" + i, 1));
        }
        return rows;
    }

    private static boolean settled(RowTask task) {
        return task.record().record().isSettled();
    }

    private static Settlement settlement(RowTask task) {
        assertTrue(settled(task), "the record is not settled");
        return task.record().settlement();
    }

    private void write(RowTask... rows) throws InterruptedException {
        write(writer, List.of(rows));
    }

    /** Goes on until everything is settled, or the engine stops. Time passes only while there is nothing to do. */
    private void write(BatchWriter writer, List<RowTask> rows) throws InterruptedException {
        writer.begin(rows);
        while (!writer.isDone() && !state.isStopping()) {
            long seen = signal.seen();
            if (!writer.step() && !writer.isDone()) {
                Duration idle = writer.idleTime(LONGEST);
                if (idle.equals(LONGEST)) {
                    signal.await(seen, LONGEST);
                } else {
                    clock.addAndGet(idle.toNanos());
                }
            }
        }
    }

    @Test
    void anAppliedFrontSettlesWhatItReplacedAsSuperseded() throws InterruptedException {
        RowTask older = Samples.task(assignment, 0, "a", 1);
        RowTask newer = Samples.task(assignment, 1, "a", 2);
        write(older.merge(newer));
        assertEquals(Settlement.APPLIED, settlement(newer));
        assertEquals(Settlement.SUPERSEDED, settlement(older));
        assertEquals(1, target.calls.size());
    }

    @Test
    void aStaleFrontSettlesWhatItReplacedToo() throws InterruptedException {
        target.held.put(Samples.key("a"), Samples.version(9));
        RowTask older = Samples.task(assignment, 0, "a", 1);
        RowTask newer = Samples.task(assignment, 1, "a", 2);
        write(older.merge(newer));
        assertEquals(Settlement.STALE, settlement(newer));
        assertEquals(Settlement.SUPERSEDED, settlement(older));
    }

    @Test
    void aPoisonRowAloneIsADeadLetterAndItsPredecessorIsApplied() throws InterruptedException {
        RowTask older = Samples.task(assignment, 0, "a", 1);
        RowTask poison = Samples.task(assignment, 1, "a", 2);
        RowTask mate = Samples.task(assignment, 2, "b", 1);
        target.answerEach(write ->
                write.version().equals(Samples.version(2)) ? ScriptedTarget.row(FailureKind.POISON) : Outcome.APPLIED);
        write(older.merge(poison), mate);
        assertEquals(Settlement.DEAD_LETTERED, settlement(poison));
        assertEquals(Settlement.APPLIED, settlement(older));
        assertEquals(Settlement.APPLIED, settlement(mate));
        assertEquals(1, deadLetters.letters.size());
        assertEquals("CODE", deadLetters.letters.get(0).reason());
        assertEquals(Optional.of(Samples.version(2)), deadLetters.letters.get(0).version());
        assertEquals(Samples.version(1), target.held.get(Samples.key("a")));
    }

    @Test
    void aRowOfPoisonOnlyLeavesEachOfItsRecordsAsADeadLetter() throws InterruptedException {
        RowTask first = Samples.task(assignment, 0, "a", 1);
        RowTask second = Samples.task(assignment, 1, "a", 2);
        target.answerEach(write -> ScriptedTarget.row(FailureKind.POISON));
        write(first.merge(second));
        assertEquals(Settlement.DEAD_LETTERED, settlement(first));
        assertEquals(Settlement.DEAD_LETTERED, settlement(second));
        assertEquals(2, deadLetters.letters.size());
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            names = {"POISON", "DEPENDENCY"})
    void aSingleRowIsToBlameForTheFailureOfItsBatch(FailureKind kind) throws InterruptedException {
        RowTask culprit = Samples.task(assignment, 0, "a", 1);
        target.script((batch, answers) -> {
            clock.addAndGet(settings.dependencyWait().toNanos());
            ScriptedTarget.answerAll(batch, answers, ScriptedTarget.batch(kind));
        });
        write(culprit);
        assertEquals(Settlement.DEAD_LETTERED, settlement(culprit));
    }

    @Test
    void poisonInABatchIsFoundByHalvingAndItsMatesAreApplied() throws InterruptedException {
        Set<RowKey> poison = new HashSet<>(Set.of(Samples.key("row-3"), Samples.key("row-700")));
        target.script((batch, answers) -> {
            if (batch.stream().anyMatch(write -> poison.contains(write.key()))) {
                ScriptedTarget.answerAll(batch, answers, ScriptedTarget.batch(FailureKind.POISON));
            } else {
                target.store(batch, answers);
            }
        });
        List<RowTask> rows = rows(1024);
        write(writer, rows);
        for (RowTask task : rows) {
            boolean bad = poison.contains(task.write().key());
            assertEquals(bad ? Settlement.DEAD_LETTERED : Settlement.APPLIED, settlement(task));
        }
        assertEquals(1022, target.held.size());
        assertTrue(target.calls.size() <= 1 + 2 * 2 * 10, "calls: " + target.calls.size());
    }

    @Test
    void rowsThatWereAppliedBesideABlamedHalfAreNotWrittenAgain() throws InterruptedException {
        target.answerEach(
                write -> write.key().equals(Samples.key("row-0")) || write.key().equals(Samples.key("row-1"))
                        ? ScriptedTarget.batch(FailureKind.POISON)
                        : Outcome.APPLIED);
        List<RowTask> rows = rows(4);
        write(writer, rows);
        assertEquals(Settlement.APPLIED, settlement(rows.get(2)));
        assertEquals(Settlement.DEAD_LETTERED, settlement(rows.get(0)));
        assertEquals(
                1,
                target.calls.stream()
                        .flatMap(List::stream)
                        .filter(write -> write.key().equals(Samples.key("row-2")))
                        .count());
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            names = {"TRANSIENT", "UNAVAILABLE"})
    void whatMayPassIsRetriedAndIsNeverADeadLetter(FailureKind kind) throws InterruptedException {
        AtomicInteger left = new AtomicInteger(50);
        target.script((batch, answers) -> {
            if (left.getAndDecrement() > 0) {
                Outcome failed = left.get() % 2 == 0 ? ScriptedTarget.row(kind) : ScriptedTarget.batch(kind);
                ScriptedTarget.answerAll(batch, answers, failed);
            } else {
                target.store(batch, answers);
            }
        });
        List<RowTask> rows = rows(3);
        write(writer, rows);
        rows.forEach(task -> assertEquals(Settlement.APPLIED, settlement(task)));
        assertTrue(target.calls.size() >= 51, "calls: " + target.calls.size());
        assertTrue(deadLetters.letters.isEmpty());
    }

    @Test
    void aBatchThatIsTooMuchForTheTargetComesAgainInHalves() throws InterruptedException {
        target.script((batch, answers) -> {
            if (batch.size() > 10) {
                ScriptedTarget.answerAll(batch, answers, ScriptedTarget.batch(FailureKind.TRANSIENT));
            } else {
                target.store(batch, answers);
            }
        });
        List<RowTask> rows = rows(50);
        write(writer, rows);
        rows.forEach(task -> assertEquals(Settlement.APPLIED, settlement(task)));
        assertTrue(deadLetters.letters.isEmpty());
    }

    @Test
    void aDependencyIsRetriedUntilItsTimeIsOverThenRejectedWhileOthersWereApplied() throws InterruptedException {
        RowTask child = Samples.task(assignment, 0, "child", 1);
        RowTask mate = Samples.task(assignment, 1, "mate", 1);
        long wait = settings.dependencyWait().toNanos();
        target.answerEach(write -> {
            clock.addAndGet(wait / 5);
            return write.key().equals(Samples.key("child"))
                    ? ScriptedTarget.row(FailureKind.DEPENDENCY)
                    : Outcome.APPLIED;
        });
        write(child, mate);
        assertEquals(Settlement.APPLIED, settlement(mate));
        assertEquals(Settlement.DEAD_LETTERED, settlement(child));
        assertEquals("DEPENDENCY_TIMEOUT", deadLetters.letters.get(0).reason());
        assertTrue(target.calls.size() >= 4, "calls: " + target.calls.size());
    }

    @Test
    void aRecordThatWaitsForAnotherRowIsNamedAndNotAgainAtEachAttempt() throws InterruptedException {
        Logger log = (Logger) LoggerFactory.getLogger(Failures.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        log.addAppender(lines);
        try {
            AtomicInteger tries = new AtomicInteger();
            target.answerEach(write ->
                    tries.incrementAndGet() < 4 ? ScriptedTarget.row(FailureKind.DEPENDENCY) : Outcome.APPLIED);
            write(Samples.task(assignment, 7, "child", 1));
        } finally {
            log.detachAppender(lines);
        }
        List<String> waits = lines.list.stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains("waits for another row"))
                .toList();
        assertEquals(1, waits.size(), waits::toString);
        assertTrue(waits.get(0).startsWith("bank-0@7 of "), waits::toString);
    }

    @Test
    void theTimeForADependencyStandsStillWhileTheTargetIsGone() throws InterruptedException {
        AtomicInteger tries = new AtomicInteger();
        target.answerEach(write -> switch (tries.incrementAndGet()) {
            case 1, 4 -> ScriptedTarget.row(FailureKind.DEPENDENCY);
            case 2 -> ScriptedTarget.row(FailureKind.UNAVAILABLE);
            case 3 -> {
                clock.addAndGet(settings.dependencyWait().toNanos());
                yield ScriptedTarget.row(FailureKind.UNAVAILABLE);
            }
            default -> Outcome.APPLIED;
        });
        RowTask child = Samples.task(assignment, 0, "child", 1);
        write(child);
        assertEquals(Settlement.APPLIED, settlement(child));
        assertTrue(deadLetters.letters.isEmpty());
    }

    @Test
    void aWriteThatTheTargetDoesNotBlameIsNeverADeadLetterThoughOthersAreTaken() throws InterruptedException {
        AtomicInteger left = new AtomicInteger(20);
        target.answerEach(write -> {
            // Another lane gets on.
            state.applied();
            clock.addAndGet(Duration.ofSeconds(5).toNanos());
            return left.getAndDecrement() > 0 ? ScriptedTarget.batch(FailureKind.UNAVAILABLE) : Outcome.APPLIED;
        });
        RowTask alone = Samples.task(assignment, 0, "a", 1);
        write(alone);
        assertTrue(deadLetters.letters.isEmpty());
        assertEquals(Settlement.APPLIED, settlement(alone));
    }

    @Test
    void aDependencyThatIsSatisfiedInTimeIsApplied() throws InterruptedException {
        AtomicInteger tries = new AtomicInteger();
        target.answerEach(
                write -> tries.incrementAndGet() < 5 ? ScriptedTarget.row(FailureKind.DEPENDENCY) : Outcome.APPLIED);
        RowTask child = Samples.task(assignment, 0, "child", 1);
        write(child);
        assertEquals(Settlement.APPLIED, settlement(child));
    }

    @Test
    void aFatalAnswerBeforeAnythingWasAppliedStopsTheEngineAndTheLaneWithIt() throws InterruptedException {
        target.answerEach(write -> ScriptedTarget.row(FailureKind.FATAL));
        RowTask task = Samples.task(assignment, 0, "a", 1);
        write(task);
        assertFalse(settled(task));
        assertTrue(state.failure().orElseThrow() instanceof EngineFailure);
        assertEquals(1, target.calls.size());
        assertTrue(deadLetters.letters.isEmpty());
    }

    @Test
    void aFatalAnswerAfterSomethingWasAppliedIsRetried() throws InterruptedException {
        write(Samples.task(assignment, 0, "a", 1));
        AtomicInteger tries = new AtomicInteger();
        target.answerEach(
                write -> tries.incrementAndGet() < 4 ? ScriptedTarget.row(FailureKind.FATAL) : Outcome.APPLIED);
        RowTask task = Samples.task(assignment, 1, "b", 1);
        write(task);
        assertEquals(Settlement.APPLIED, settlement(task));
        assertTrue(state.failure().isEmpty());
    }

    @Test
    void answersComeFromManyThreadsInAnyOrderAfterTheCallReturned() throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            target.script((batch, answers) -> {
                for (int i = batch.size() - 1; i >= 0; i--) {
                    int index = i;
                    pool.execute(() -> answers.answer(index, target.store(batch.get(index))));
                }
            });
            List<RowTask> rows = rows(500);
            write(writer, rows);
            rows.forEach(task -> assertEquals(Settlement.APPLIED, settlement(task)));
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aThrowingTargetSettlesNothing() {
        target.script((batch, answers) -> {
            answers.answer(0, Outcome.APPLIED);
            throw new IllegalStateException("broken driver");
        });
        List<RowTask> rows = rows(2);
        assertThrows(IllegalStateException.class, () -> write(writer, rows));
        rows.forEach(task -> assertFalse(settled(task)));
    }

    @Test
    void aSecondAnswerToOneWriteIsRefused() throws InterruptedException {
        List<RuntimeException> refused = new ArrayList<>();
        target.script((batch, answers) -> {
            answers.answer(0, Outcome.APPLIED);
            try {
                answers.answer(0, ScriptedTarget.row(FailureKind.POISON));
            } catch (IllegalStateException twice) {
                refused.add(twice);
            }
        });
        RowTask task = Samples.task(assignment, 0, "a", 1);
        write(task);
        assertEquals(1, refused.size());
        assertEquals(Settlement.APPLIED, settlement(task));
    }

    @Test
    void aRevokedPartitionsRowsAreDroppedWhileThePredecessorOfAnotherIsWritten() throws InterruptedException {
        Assignment other = Samples.assignment(Samples.P1, 0);
        RowTask kept = Samples.task(other, 0, "a", 1);
        RowTask dropped = Samples.task(assignment, 0, "a", 2);
        RowTask droppedAlone = Samples.task(assignment, 1, "b", 1);
        RowTask front = kept.merge(dropped);
        assignment.end();
        write(front, droppedAlone);
        assertFalse(settled(dropped));
        assertFalse(settled(droppedAlone));
        assertEquals(Settlement.APPLIED, settlement(kept));
        assertEquals(List.of(List.of(kept.write())), target.calls);
    }

    @Test
    void aRetryDropsTheRowsOfAPartitionThatWentAwayMeanwhile() throws InterruptedException {
        RowTask task = Samples.task(assignment, 0, "a", 1);
        target.script((batch, answers) -> {
            assignment.end();
            ScriptedTarget.answerAll(batch, answers, ScriptedTarget.row(FailureKind.UNAVAILABLE));
        });
        write(task);
        assertFalse(settled(task));
        assertEquals(1, target.calls.size());
    }

    @Test
    void aRowIsInFlightUntilItsRecordIsSettled() throws InterruptedException {
        List<Boolean> inFlightAtSettlement = new ArrayList<>();
        RowTask poison = Samples.task(assignment, 0, "a", 1);
        RecordedDeadLetters watching = new RecordedDeadLetters() {
            @Override
            public void send(DeadLetter letter, Runnable onStored) {
                inFlightAtSettlement.add(assignment.isBeingWritten());
                super.send(letter, onStored);
            }
        };
        target.answerEach(write -> ScriptedTarget.row(FailureKind.POISON));
        BatchWriter watched = new BatchWriter(
                target,
                new Settler(watching, Samples.metrics(), state, new PoisonLimit(10_000, 1_000)),
                state,
                breaker,
                settings,
                Samples.metrics(),
                clock::get,
                new SplittableRandom(1),
                signal);
        write(watched, List.of(poison));
        assertEquals(List.of(true), inFlightAtSettlement);
        assertFalse(assignment.isBeingWritten());
    }

    @Test
    void aMovedRowSettlesOnceWhenItsTwoWritesAreAnsweredDifferently() throws InterruptedException {
        Change change = Samples.change(Operation.UPDATE, "new", Optional.of("old"), 5);
        RecordTask moved = new RecordTask(Samples.pending(assignment, 0), change, 2);
        RowTask upsert = new RowTask(Samples.upsert("new", 5), moved);
        RowTask delete = new RowTask(
                new RowWrite(Samples.ACCOUNT, Samples.key("old"), Samples.version(5), Optional.empty()), moved);
        deadLetters.hold();
        AtomicInteger deletes = new AtomicInteger();
        target.answerEach(write -> {
            if (!write.isDelete()) {
                return ScriptedTarget.row(FailureKind.POISON);
            }
            return deletes.incrementAndGet() < 3 ? ScriptedTarget.row(FailureKind.TRANSIENT) : Outcome.APPLIED;
        });
        write(upsert, delete);
        assertFalse(moved.record().isSettled());
        assertEquals(1, deadLetters.letters.size());
        deadLetters.acknowledgeAll();
        assertTrue(moved.record().isSettled());
        assertEquals(Settlement.DEAD_LETTERED, moved.settlement());
    }
}
