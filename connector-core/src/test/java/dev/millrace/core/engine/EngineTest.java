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
import dev.millrace.core.failure.Refusal;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class EngineTest {
    private final EngineRig rig = new EngineRig(P0, P1);
    private final FakeKafka kafka = rig.kafka;
    private final ScriptedTarget target = rig.target;
    private final RecordedDeadLetters deadLetters = rig.deadLetters;

    @AfterEach
    void end() throws InterruptedException {
        rig.close();
    }

    /** Group and target are there. */
    private void known(TopicPartition partition, long offset) {
        kafka.commit(partition, offset);
        target.progress.hold(Samples.progressKey(partition), offset);
    }

    @Test
    void nothingIsCommittedPastAnUnsettledRecordAndPollingGoesOnWithPausedPartitions() {
        rig.hold("slow");
        kafka.append(P0, "a", "U a 1");
        kafka.append(P0, "slow", "U slow 1");
        kafka.append(P0, "b", "U b 1");
        rig.start(P0);
        rig.awaitHeld(1);
        rig.awaitHeldVersion("a");
        rig.awaitHeldVersion("b");
        rig.awaitPolls(5);
        assertTrue(kafka.committed(P0) <= 1, "committed " + kafka.committed(P0));
        assertEquals(Set.of(P0), kafka.paused());
        rig.answerHeld();
        rig.awaitCommitted(P0, 3);
        await().until(() -> kafka.paused().isEmpty());
    }

    @Test
    void aRowThatIsNotAnsweredHoldsUpNobodyButItsOwnNewerChanges() throws InterruptedException {
        EngineRig deep = new EngineRig(EngineRig.settingsOfDepth(10), P0);
        deep.kafka.append(P0, "k", "U a 1");
        deep.kafka.append(P0, "k", "U slow 1");
        deep.kafka.append(P0, "k", "U b 1");
        deep.hold("slow");
        deep.start(P0);
        deep.awaitHeld(1);
        deep.awaitCommitted(P0, 1);
        assertEquals(3, deep.target.calls.get(0).size());
        deep.kafka.append(P0, "k", "U slow 2");
        deep.kafka.append(P0, "k", "U a 2");
        await().until(() -> deep.target.held.containsValue(Samples.version(2)));
        deep.awaitPolls(5);
        assertEquals(1, deep.kafka.committed(P0));
        deep.awaitHeld(1);
        deep.takeHeld().run();
        deep.awaitHeld(1);
        deep.awaitCommitted(P0, 3);
        assertEquals(Samples.version(1), deep.target.held.get(Samples.key("slow")));
        deep.answerHeld();
        deep.awaitCommitted(P0, 5);
        assertEquals(Samples.version(2), deep.target.held.get(Samples.key("slow")));
        deep.close();
    }

    @Test
    void recordsOfAPartitionThatComesWhileDrainingWaitForTheDrain() {
        rig.hold("slow");
        kafka.append(P0, "slow", "U slow 1");
        kafka.append(P1, "b", "U b 1");
        rig.start(P0);
        rig.awaitHeld(1);
        kafka.assignOnPoll(P0, P1);
        rig.awaitRebalances(2);
        rig.awaitPolls(5);
        assertEquals(Set.of(P0, P1), kafka.paused());
        assertFalse(target.held.containsKey(Samples.key("b")));
        rig.answerHeld();
        rig.awaitCommitted(P0, 1);
        rig.awaitCommitted(P1, 1);
    }

    @Test
    void aFreshGroupStartsAtTheBeginningOfEachPartition() {
        kafka.updateBeginningOffsets(Map.of(P0, 1L));
        kafka.append(P0, "gone", "U gone 1");
        kafka.append(P0, "a", "U a 1");
        kafka.append(P1, "b", "U b 1");
        rig.start(P0, P1);
        rig.awaitCommitted(P0, 2);
        rig.awaitCommitted(P1, 1);
        assertEquals(Set.of(Samples.key("a"), Samples.key("b")), target.held.keySet());
    }

    @Test
    void aKnownGroupGoesOnAtItsCommit() {
        kafka.append(P0, "done", "U done 1");
        kafka.append(P0, "a", "U a 1");
        known(P0, 1);
        rig.start(P0);
        rig.awaitCommitted(P0, 2);
        assertEquals(Set.of(Samples.key("a")), target.held.keySet());
    }

    @Test
    void aRevocationWaitsForTheCallsInFlightAndCommitsAllThatTheySettled() {
        for (int i = 0; i < 90; i++) {
            kafka.append(P0, "k", "U row-" + i + " 1");
        }
        rig.hold("row-0");
        rig.start(P0);
        rig.awaitHeld(1);
        kafka.assignOnPoll();
        rig.awaitRevoking();
        assertEquals(-1, kafka.committed(P0));
        rig.answerHeld();
        rig.awaitCommitted(P0, 90);
        assertEquals(List.of(Map.of(P0, 90L)), kafka.commits);
    }

    @Test
    void anAnswerAfterTheBudgetOfARevocationIsNotCreditedToThePartitionThatCameBack() throws InterruptedException {
        EngineRig hasty = new EngineRig(EngineRig.settings(Duration.ofMillis(20), 10_000_000, 1_000), P0);
        hasty.kafka.append(P0, "slow", "U slow 1");
        hasty.hold("slow");
        hasty.start(P0);
        hasty.awaitHeld(1);
        Runnable late = hasty.takeHeld();
        hasty.kafka.assignOnPoll();
        hasty.kafka.assignOnPoll(P0);
        hasty.awaitRebalances(3);
        late.run();
        hasty.awaitHeld(1);
        hasty.awaitPolls(5);
        assertEquals(List.of(), hasty.kafka.commits);
        hasty.answerHeld();
        hasty.awaitCommitted(P0, 1);
        hasty.close();
    }

    @Test
    void aLostPartitionIsNeverCommitted() {
        kafka.append(P0, "slow", "U slow 1");
        rig.hold("slow");
        rig.start(P0);
        rig.awaitHeld(1);
        kafka.loseAllOnPoll();
        rig.awaitRebalances(2);
        rig.answerHeld();
        await().until(() -> target.held.size() == 1);
        rig.awaitPolls(5);
        assertEquals(List.of(), kafka.commits);
    }

    @Test
    void whatIsSettledOfALostPartitionIsNotCommittedEither() {
        for (int i = 0; i < 1_000; i++) {
            kafka.commitFailures.add(() -> new TimeoutException("no answer"));
        }
        kafka.append(P0, "a", "U a 1");
        rig.start(P0);
        await().until(() -> kafka.commitFailures.size() < 1_000);
        kafka.onPoll(() -> {
            // From now on a commit would pass; the new owner may be further.
            kafka.commitFailures.clear();
            kafka.loseAll();
        });
        rig.awaitRebalances(2);
        rig.awaitPolls(5);
        assertEquals(List.of(), kafka.commits);
    }

    @Test
    void whatIsQueuedForALostPartitionIsNotWritten() {
        String[] slow = IntStream.range(0, 100).mapToObj(i -> "slow-" + i).toArray(String[]::new);
        for (String id : slow) {
            kafka.append(P0, "k", "U " + id + " 1");
        }
        kafka.append(P0, "k", "U later 1");
        rig.hold(slow);
        rig.start(P0);
        rig.awaitHeld(slow.length);
        kafka.loseAllOnPoll();
        rig.awaitRebalances(2);
        rig.answerHeld();
        kafka.append(P1, "k", "U next 1");
        kafka.assignOnPoll(P1);
        rig.awaitCommitted(P1, 1);
        assertFalse(target.held.containsKey(Samples.key("later")));
    }

    @Test
    void stopDrainsWhilePollingCommitsAndCloses() throws InterruptedException {
        rig.hold("slow");
        kafka.append(P0, "slow", "U slow 1");
        rig.start(P0);
        rig.awaitHeld(1);
        rig.engine.stop();
        rig.awaitPolls(5);
        assertEquals(-1, kafka.committed(P0));
        rig.answerHeld();
        rig.join();
        assertEquals(Map.of(P0, 1L), kafka.committedAtClose);
        assertEquals(Optional.empty(), rig.failure());
    }

    @Test
    void stopEndsWithItsBudgetWhenTheTargetIsDownAndCommitsWhatIsSettled() throws InterruptedException {
        kafka.append(P0, "a", "U a 1");
        kafka.append(P0, "b", "U b 1");
        rig.answerEach(write ->
                write.key().equals(Samples.key("a")) ? Outcome.APPLIED : ScriptedTarget.row(FailureKind.UNAVAILABLE));
        rig.start(P0);
        rig.awaitCommitted(P0, 1);
        rig.stopAndJoin();
        assertEquals(1, kafka.committed(P0));
        assertEquals(Optional.empty(), rig.failure());
        assertTrue(deadLetters.letters.isEmpty());
    }

    @Test
    void theRequestToStopDoesNotEndTheCommitThatItWaitsFor() throws InterruptedException {
        kafka.failingCommits.set(Integer.MAX_VALUE);
        kafka.append(P0, "a", "U a 1");
        rig.start(P0);
        await().until(() -> target.held.size() == 1);
        kafka.onPoll(rig.engine::stop);
        rig.join();
        assertEquals(Map.of(P0, 1L), kafka.committedAtClose);
    }

    @Test
    void aStopDuringAnAssignmentStillDrainsAndCommits() throws InterruptedException {
        kafka.append(P0, "a", "U a 1");
        kafka.commit(P0, 0);
        kafka.onCommitted(rig.engine::stop);
        rig.start(P0);
        rig.join();
        assertEquals(Optional.empty(), rig.failure());
        assertTrue(kafka.closed());
    }

    @Test
    void aRecordThatNoDecoderSurvivesIsADeadLetter() {
        kafka.append(P0, "a", "broken");
        kafka.append(P0, "a", "traceless");
        kafka.append(P0, "a", "U a 1");
        rig.start(P0);
        rig.awaitCommitted(P0, 3);
        Refusal defect = new Refusal("UNDECODABLE", "a defect of the connector");
        assertEquals(
                List.of(defect, defect),
                deadLetters.letters.stream().map(DeadLetter::refusal).toList());
        assertEquals(Set.of(Samples.key("a")), target.held.keySet());
    }

    @Test
    void stopMayBeAskedForAnyNumberOfTimesAndBeforeTheStart() throws InterruptedException {
        rig.engine.stop();
        rig.engine.stop();
        rig.start(P0);
        rig.join();
        rig.engine.stop();
        assertEquals(Optional.empty(), rig.failure());
    }

    @Test
    void aBrokenTargetStopsTheEngineWithoutACommit() throws InterruptedException {
        target.script((batch, answers) -> {
            throw new AssertionError("broken driver");
        });
        kafka.append(P0, "a", "U a 1");
        rig.start(P0);
        rig.join();
        assertEquals(ProblemCode.ENGINE_FAILED, rig.problem());
        assertEquals(List.of(), kafka.commits);
    }

    @Test
    void aTargetThatRefusesItsFirstWriteStopsTheEngineWithItsReason() throws InterruptedException {
        rig.answerEach(write -> ScriptedTarget.row(FailureKind.FATAL));
        kafka.append(P0, "a", "U a 1");
        rig.start(P0);
        rig.join();
        assertEquals(ProblemCode.TARGET_REFUSED, rig.problem());
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
        rig.start(P0, P1);
        rig.awaitCommitted(P1, 1);
        assertEquals(0, kafka.committed(P0));
        assertEquals(Set.of(P0), kafka.paused());
    }

    @Test
    void aBrokerThatRefusesTheConsumerStopsTheEngineWithACode() throws InterruptedException {
        kafka.onPoll(() -> kafka.setPollException(new TopicAuthorizationException(Set.of("bank"))));
        rig.start();
        rig.join();
        assertEquals(ProblemCode.BROKER_REFUSED, rig.problem());
    }

    @Test
    void aPollThatMissesAPositionBeforeItsPartitionWasAnnouncedIsRepeated() {
        kafka.onPoll(() -> kafka.setPollException(new NoOffsetForPartitionException(P0)));
        kafka.append(P0, "a", "U a 1");
        rig.start(P0);
        rig.awaitCommitted(P0, 1);
    }

    @Test
    void aPollThatMissesAPositionDoesNotEndADrain() throws InterruptedException {
        rig.hold("slow");
        kafka.append(P0, "slow", "U slow 1");
        rig.start(P0);
        rig.awaitHeld(1);
        kafka.onPoll(rig.engine::stop);
        kafka.onPoll(() -> kafka.setPollException(new NoOffsetForPartitionException(P1)));
        rig.awaitPolls(5);
        rig.answerHeld();
        rig.join();
        assertEquals(Optional.empty(), rig.failure());
        assertEquals(Map.of(P0, 1L), kafka.committedAtClose);
    }

    @Test
    void anInterruptedEngineStillClosesItsConsumer() throws InterruptedException {
        rig.hold("slow");
        kafka.append(P0, "slow", "U slow 1");
        rig.start(P0);
        rig.awaitHeld(1);
        rig.interrupt();
        rig.join();
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
        rig.start(P0);
        entered.await();
        kafka.onPoll(() -> Thread.currentThread().interrupt());
        rig.join();
        release.release();
        assertTrue(kafka.closed());
        assertTrue(rig.failure().orElseThrow() instanceof InterruptedException, () -> "ended with " + rig.failure());
    }

    @Test
    void aFailedCommitIsMadeUpForByTheNext() {
        kafka.failingCommits.set(3);
        kafka.append(P0, "a", "U a 1");
        rig.start(P0);
        rig.awaitCommitted(P0, 1);
        assertEquals(List.of(Map.of(P0, 1L)), kafka.commits);
    }

    @Test
    void nothingIsCommittedPastADeadLetterThatIsNotAcknowledged() {
        deadLetters.hold();
        kafka.append(P0, "a", "U a 1");
        kafka.append(P0, "b", "garbage");
        kafka.append(P0, "c", "U c 1");
        rig.start(P0);
        await().until(() -> deadLetters.letters.size() == 1 && target.held.size() == 2);
        rig.awaitPolls(5);
        assertTrue(kafka.committed(P0) <= 1, "committed " + kafka.committed(P0));
        deadLetters.acknowledgeAll();
        rig.awaitCommitted(P0, 3);
        assertEquals(
                new Refusal("UNDECODABLE", "value"), deadLetters.letters.get(0).refusal());
    }

    @Test
    void controlRecordsAndUnknownTablesDoNotStopTheirPartition() {
        kafka.append(P0, "a", "control");
        kafka.append(P0, "a", "D a 1");
        kafka.append(P0, "a", "K a b 2");
        rig.start(P0);
        rig.awaitCommitted(P0, 3);
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
        rig.start(P0, P1);
        long ends = 600;
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Math.max(0, kafka.committed(P0)) + Math.max(0, kafka.committed(P1)) == ends);
        assertEquals(expected, target.held);
        assertTrue(deadLetters.letters.isEmpty());
        assertEquals(Optional.empty(), rig.failure());
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
