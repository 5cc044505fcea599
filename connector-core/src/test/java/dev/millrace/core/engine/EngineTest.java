package dev.millrace.core.engine;

import static dev.millrace.core.engine.Samples.P0;
import static dev.millrace.core.engine.Samples.P1;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.failure.DeadLetter;
import dev.millrace.core.failure.RetryPolicy;
import dev.millrace.core.observe.Health;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class EngineTest {
    private final FakeKafka kafka = new FakeKafka(P0, P1);
    private final ScriptedTarget target = new ScriptedTarget();
    private final RecordedDeadLetters deadLetters = new RecordedDeadLetters();
    private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Throwable> outcome = new AtomicReference<>();
    private final Engine engine = engine(Duration.ofSeconds(2));
    private final Thread thread = new Thread(() -> run(engine), "engine-under-test");

    private Engine engine(Duration budget) {
        EngineSettings settings = new EngineSettings(
                4,
                100,
                1,
                10_000,
                10_000_000,
                Duration.ZERO,
                budget,
                Duration.ofSeconds(2),
                Duration.ofMinutes(5),
                new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(4)),
                1_000,
                EngineSettings.OnGap.STOP);
        return new Engine(
                kafka,
                List.of("bank"),
                new LineFormat(),
                target,
                Samples.origin(),
                deadLetters,
                settings,
                Samples.metrics(),
                new Health(Samples.metrics(), Clock.systemUTC(), Duration.ofSeconds(20)),
                System::nanoTime,
                new SplittableRandom(1));
    }

    private void run(Engine toRun) {
        try {
            toRun.run();
        } catch (Throwable failure) {
            outcome.set(failure);
        }
    }

    private void stopAndJoin() throws InterruptedException {
        engine.stop();
        thread.join();
    }

    @AfterEach
    void end() throws InterruptedException {
        if (thread.isAlive()) {
            answerHeld();
            target.storeAll();
            stopAndJoin();
        }
        assertTrue(kafka.closed() || thread.getState() == Thread.State.NEW, "the consumer was not closed");
    }

    private void start(TopicPartition... partitions) {
        kafka.assignOnPoll(partitions);
        thread.start();
    }

    /** Keeps the answers to these rows until {@link #answerHeld()}. */
    private void hold(String... ids) {
        Set<String> slow = Set.of(ids);
        target.script((batch, answers) -> {
            for (int i = 0; i < batch.size(); i++) {
                RowWrite write = batch.get(i);
                int index = i;
                Runnable answer = () -> answers.answer(index, target.store(write));
                if (slow.stream().anyMatch(id -> write.key().equals(Samples.key(id)))) {
                    held.add(answer);
                } else {
                    answer.run();
                }
            }
        });
    }

    private void answerHeld() {
        for (Runnable answer = held.poll(); answer != null; answer = held.poll()) {
            answer.run();
        }
    }

    /** Group and target are there. */
    private void known(TopicPartition partition, long offset) {
        kafka.commit(partition, offset);
        target.progress.hold(Samples.progressKey(partition), offset);
    }

    private void awaitPolls(int more) {
        int seen = kafka.polls.get();
        await().until(() -> kafka.polls.get() >= seen + more);
    }

    private ProblemCode failureCode() {
        if (outcome.get() instanceof EngineFailure failure) {
            return failure.problem().code();
        }
        throw new AssertionError("ended otherwise", outcome.get());
    }

    @Test
    void nothingIsCommittedPastAnUnsettledRecordAndPollingGoesOnWithPausedPartitions() {
        hold("slow");
        kafka.append(P0, "a", "U a 1");
        kafka.append(P0, "slow", "U slow 1");
        kafka.append(P0, "b", "U b 1");
        start(P0);
        await().until(() -> held.size() == 1 && target.held.size() == 2);
        awaitPolls(5);
        assertTrue(kafka.committed(P0) <= 1, "committed " + kafka.committed(P0));
        assertEquals(Set.of(P0), kafka.paused());
        answerHeld();
        await().until(() -> kafka.committed(P0) == 3);
        await().until(() -> kafka.paused().isEmpty());
    }

    @Test
    void recordsOfAPartitionThatComesWhileDrainingWaitForTheDrain() {
        hold("slow");
        kafka.append(P0, "slow", "U slow 1");
        kafka.append(P1, "b", "U b 1");
        start(P0);
        await().until(() -> held.size() == 1);
        kafka.assignOnPoll(P0, P1);
        await().until(() -> kafka.rebalances.get() == 2);
        awaitPolls(5);
        assertEquals(Set.of(P0, P1), kafka.paused());
        assertFalse(target.held.containsKey(Samples.key("b")));
        answerHeld();
        await().until(() -> kafka.committed(P0) == 1 && kafka.committed(P1) == 1);
    }

    @Test
    void aFreshGroupStartsAtTheBeginningOfEachPartition() {
        kafka.updateBeginningOffsets(Map.of(P0, 1L));
        kafka.append(P0, "gone", "U gone 1");
        kafka.append(P0, "a", "U a 1");
        kafka.append(P1, "b", "U b 1");
        start(P0, P1);
        await().until(() -> kafka.committed(P0) == 2 && kafka.committed(P1) == 1);
        assertEquals(Set.of(Samples.key("a"), Samples.key("b")), target.held.keySet());
    }

    @Test
    void aKnownGroupGoesOnAtItsCommit() {
        kafka.append(P0, "done", "U done 1");
        kafka.append(P0, "a", "U a 1");
        known(P0, 1);
        start(P0);
        await().until(() -> kafka.committed(P0) == 2);
        assertEquals(Set.of(Samples.key("a")), target.held.keySet());
    }

    @Test
    void aRevocationWaitsForTheCallsInFlightAndCommitsAllThatTheySettled() {
        for (int i = 0; i < 90; i++) {
            kafka.append(P0, "k", "U row-" + i + " 1");
        }
        hold("row-0");
        start(P0);
        await().until(() -> held.size() == 1);
        kafka.assignOnPoll();
        await().until(() -> kafka.revoking.getCount() == 0);
        assertEquals(-1, kafka.committed(P0));
        answerHeld();
        await().until(() -> kafka.committed(P0) == 90);
        assertEquals(List.of(Map.of(P0, 90L)), kafka.commits);
    }

    @Test
    void anAnswerAfterTheBudgetOfARevocationIsNotCreditedToThePartitionThatCameBack() throws InterruptedException {
        Engine hasty = engine(Duration.ofMillis(20));
        Thread running = new Thread(() -> run(hasty), "hasty-engine");
        kafka.append(P0, "slow", "U slow 1");
        hold("slow");
        kafka.assignOnPoll(P0);
        running.start();
        await().until(() -> held.size() == 1);
        Runnable late = held.remove();
        kafka.assignOnPoll();
        kafka.assignOnPoll(P0);
        await().until(() -> kafka.rebalances.get() == 3);
        late.run();
        await().until(() -> held.size() == 1);
        awaitPolls(5);
        assertEquals(List.of(), kafka.commits);
        answerHeld();
        await().until(() -> kafka.committed(P0) == 1);
        hasty.stop();
        running.join();
    }

    @Test
    void aLostPartitionIsNeverCommitted() {
        kafka.append(P0, "slow", "U slow 1");
        hold("slow");
        start(P0);
        await().until(() -> held.size() == 1);
        kafka.loseAllOnPoll();
        await().until(() -> kafka.rebalances.get() == 2);
        answerHeld();
        await().until(() -> target.held.size() == 1);
        awaitPolls(5);
        assertEquals(List.of(), kafka.commits);
    }

    @Test
    void whatIsQueuedForALostPartitionIsNotWritten() {
        kafka.append(P0, "k", "U slow 1");
        for (int i = 0; i < 150; i++) {
            kafka.append(P0, "k", "U later-" + i + " 1");
        }
        hold("slow");
        start(P0);
        await().until(() -> held.size() == 1);
        kafka.loseAllOnPoll();
        await().until(() -> kafka.rebalances.get() == 2);
        answerHeld();
        kafka.append(P1, "k", "U next 1");
        kafka.assignOnPoll(P1);
        await().until(() -> kafka.committed(P1) == 1);
        assertFalse(target.held.containsKey(Samples.key("later-149")));
    }

    @Test
    void stopDrainsWhilePollingCommitsAndCloses() throws InterruptedException {
        hold("slow");
        kafka.append(P0, "slow", "U slow 1");
        start(P0);
        await().until(() -> held.size() == 1);
        engine.stop();
        awaitPolls(5);
        assertEquals(-1, kafka.committed(P0));
        answerHeld();
        thread.join();
        assertEquals(Map.of(P0, 1L), kafka.committedAtClose);
        assertEquals(null, outcome.get());
    }

    @Test
    void stopEndsWithItsBudgetWhenTheTargetIsDownAndCommitsWhatIsSettled() throws InterruptedException {
        kafka.append(P0, "a", "U a 1");
        kafka.append(P0, "b", "U b 1");
        target.answerEach(write ->
                write.key().equals(Samples.key("a")) ? Outcome.APPLIED : ScriptedTarget.row(FailureKind.UNAVAILABLE));
        start(P0);
        await().until(() -> kafka.committed(P0) == 1);
        stopAndJoin();
        assertEquals(1, kafka.committed(P0));
        assertEquals(null, outcome.get());
        assertTrue(deadLetters.letters.isEmpty());
    }

    @Test
    void theRequestToStopDoesNotEndTheCommitThatItWaitsFor() throws InterruptedException {
        kafka.failingCommits.set(Integer.MAX_VALUE);
        kafka.append(P0, "a", "U a 1");
        start(P0);
        await().until(() -> target.held.size() == 1);
        kafka.onPoll(engine::stop);
        thread.join();
        assertEquals(Map.of(P0, 1L), kafka.committedAtClose);
    }

    @Test
    void aStopDuringAnAssignmentStillDrainsAndCommits() throws InterruptedException {
        kafka.append(P0, "a", "U a 1");
        kafka.commit(P0, 0);
        kafka.onCommitted(engine::stop);
        start(P0);
        thread.join();
        assertEquals(null, outcome.get());
        assertTrue(kafka.closed());
    }

    @Test
    void aRecordThatNoDecoderSurvivesIsADeadLetter() {
        kafka.append(P0, "a", "broken");
        kafka.append(P0, "a", "traceless");
        kafka.append(P0, "a", "U a 1");
        start(P0);
        await().until(() -> kafka.committed(P0) == 3);
        assertEquals(
                List.of("UNDECODABLE", "UNDECODABLE"),
                deadLetters.letters.stream().map(DeadLetter::reason).toList());
        assertEquals(Set.of(Samples.key("a")), target.held.keySet());
    }

    @Test
    void stopMayBeAskedForAnyNumberOfTimesAndBeforeTheStart() throws InterruptedException {
        engine.stop();
        engine.stop();
        start(P0);
        thread.join();
        engine.stop();
        assertEquals(null, outcome.get());
    }

    @Test
    void aBrokenTargetStopsTheEngineWithoutACommit() throws InterruptedException {
        target.script((batch, answers) -> {
            throw new AssertionError("broken driver");
        });
        kafka.append(P0, "a", "U a 1");
        start(P0);
        thread.join();
        assertEquals(ProblemCode.ENGINE_FAILED, failureCode());
        assertEquals(List.of(), kafka.commits);
    }

    @Test
    void aTargetThatRefusesItsFirstWriteStopsTheEngineWithItsReason() throws InterruptedException {
        target.answerEach(write -> ScriptedTarget.row(FailureKind.FATAL));
        kafka.append(P0, "a", "U a 1");
        start(P0);
        thread.join();
        assertEquals(ProblemCode.TARGET_REFUSED, failureCode());
        assertEquals(List.of(), kafka.commits);
    }

    @Test
    void aPartitionWhoseNextChangeIsGoneWaitsWhileTheOthersGoOn() {
        kafka.append(P0, "a", "U a 1");
        kafka.append(P0, "b", "U b 1");
        kafka.append(P1, "c", "U c 1");
        known(P0, 0);
        known(P1, 0);
        kafka.updateBeginningOffsets(Map.of(P0, 1L));
        start(P0, P1);
        await().until(() -> kafka.committed(P1) == 1);
        assertEquals(0, kafka.committed(P0));
        assertEquals(Set.of(P0), kafka.paused());
    }

    @Test
    void aBrokerThatRefusesTheConsumerStopsTheEngineWithACode() throws InterruptedException {
        kafka.onPoll(() -> kafka.setPollException(new TopicAuthorizationException(Set.of("bank"))));
        thread.start();
        thread.join();
        assertEquals(ProblemCode.BROKER_REFUSED, failureCode());
    }

    @Test
    void aPollThatMissesAPositionBeforeItsPartitionWasAnnouncedIsRepeated() {
        kafka.onPoll(() -> kafka.setPollException(new NoOffsetForPartitionException(P0)));
        kafka.append(P0, "a", "U a 1");
        start(P0);
        await().until(() -> kafka.committed(P0) == 1);
    }

    @Test
    void aPollThatMissesAPositionDoesNotEndADrain() throws InterruptedException {
        hold("slow");
        kafka.append(P0, "slow", "U slow 1");
        start(P0);
        await().until(() -> held.size() == 1);
        kafka.onPoll(engine::stop);
        kafka.onPoll(() -> kafka.setPollException(new NoOffsetForPartitionException(P1)));
        awaitPolls(5);
        answerHeld();
        thread.join();
        assertEquals(null, outcome.get());
        assertEquals(Map.of(P0, 1L), kafka.committedAtClose);
    }

    @Test
    void anInterruptedEngineStillClosesItsConsumer() throws InterruptedException {
        hold("slow");
        kafka.append(P0, "slow", "U slow 1");
        start(P0);
        await().until(() -> held.size() == 1);
        thread.interrupt();
        thread.join();
        assertTrue(kafka.closed());
        assertEquals(List.of(), kafka.commits);
    }

    @Test
    void anEngineThatIsInterruptedInAPollStillClosesItsConsumer() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        Semaphore release = new Semaphore(0);
        target.script((batch, answers) -> {
            entered.countDown();
            release.acquireUninterruptibly();
            target.store(batch, answers);
        });
        kafka.append(P0, "a", "U a 1");
        start(P0);
        entered.await();
        kafka.onPoll(() -> Thread.currentThread().interrupt());
        thread.join();
        release.release();
        assertTrue(kafka.closed());
        assertTrue(outcome.get() instanceof InterruptedException, () -> "ended with " + outcome.get());
    }

    @Test
    void aFailedCommitIsMadeUpForByTheNext() {
        kafka.failingCommits.set(3);
        kafka.append(P0, "a", "U a 1");
        start(P0);
        await().until(() -> kafka.committed(P0) == 1);
        assertEquals(List.of(Map.of(P0, 1L)), kafka.commits);
    }

    @Test
    void nothingIsCommittedPastADeadLetterThatIsNotAcknowledged() {
        deadLetters.hold();
        kafka.append(P0, "a", "U a 1");
        kafka.append(P0, "b", "garbage");
        kafka.append(P0, "c", "U c 1");
        start(P0);
        await().until(() -> deadLetters.letters.size() == 1 && target.held.size() == 2);
        awaitPolls(5);
        assertTrue(kafka.committed(P0) <= 1, "committed " + kafka.committed(P0));
        deadLetters.acknowledgeAll();
        await().until(() -> kafka.committed(P0) == 3);
        assertEquals("UNDECODABLE", deadLetters.letters.get(0).reason());
    }

    @Test
    void controlRecordsAndUnknownTablesDoNotStopTheirPartition() {
        kafka.append(P0, "a", "control");
        kafka.append(P0, "a", "D a 1");
        kafka.append(P0, "a", "K a b 2");
        start(P0);
        await().until(() -> kafka.committed(P0) == 3);
        assertTrue(deadLetters.letters.isEmpty());
        assertEquals(Samples.version(2), target.held.get(Samples.key("b")));
        assertEquals(Samples.version(2), target.held.get(Samples.key("a")));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theTargetEndsWithTheNewestVersionOfEachRowThroughRebalancesLossesAndFailures(long seed) {
        Random random = new Random(seed);
        Map<RowKey, ChangeVersion> expected = new HashMap<>();
        for (int i = 1; i <= 600; i++) {
            String id = "row-" + random.nextInt(40);
            TopicPartition partition = random.nextBoolean() ? P0 : P1;
            kafka.append(partition, "key-" + random.nextInt(20), "U " + id + " " + i);
            expected.put(Samples.key(id), Samples.version(i));
        }
        kafka.setMaxPollRecords(50);
        kafka.failingCommits.set(random.nextInt(20));
        target.script((batch, answers) -> flaky(batch, answers, random));
        for (int i = 0; i < 40; i++) {
            switch (random.nextInt(6)) {
                case 0 -> kafka.assignOnPoll(P0);
                case 1 -> kafka.assignOnPoll(P1);
                case 2 -> kafka.assignOnPoll();
                case 3 -> kafka.loseAllOnPoll();
                default -> kafka.assignOnPoll(P0, P1);
            }
        }
        start(P0, P1);
        long ends = 600;
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Math.max(0, kafka.committed(P0)) + Math.max(0, kafka.committed(P1)) == ends);
        assertEquals(expected, target.held);
        assertTrue(deadLetters.letters.isEmpty());
        assertEquals(null, outcome.get());
    }

    private void flaky(List<RowWrite> batch, Target.Answers answers, Random random) {
        for (int i = 0; i < batch.size(); i++) {
            switch (random.nextInt(8)) {
                case 0 -> answers.answer(i, ScriptedTarget.row(FailureKind.TRANSIENT));
                case 1 -> {
                    // Written, but the answer was lost.
                    target.store(batch.get(i));
                    answers.answer(i, ScriptedTarget.row(FailureKind.UNAVAILABLE));
                }
                default -> answers.answer(i, target.store(batch.get(i)));
            }
        }
    }
}
