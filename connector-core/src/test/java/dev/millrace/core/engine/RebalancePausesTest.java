package dev.millrace.core.engine;

import static dev.millrace.core.engine.Samples.P0;
import static dev.millrace.core.engine.Samples.P1;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pauses are what they have to be after every kind of rebalance, and a revocation waits for calls only. */
@Timeout(30)
class RebalancePausesTest {
    private EngineRig rig = rig(Duration.ofMillis(20));

    private static EngineRig rig(Duration revokeBudget) {
        return new EngineRig(EngineRig.settings(revokeBudget, 10_000_000, 1_000), P0, P1);
    }

    static Stream<Named<Consumer<FakeKafka>>> rebalances() {
        return Stream.of(
                Named.of("eager: all revoked, then assigned", kafka -> {
                    kafka.assignOnPoll();
                    kafka.assignOnPoll(P0, P1);
                }),
                Named.of("cooperative: one more comes", kafka -> kafka.assignOnPoll(P0, P1)),
                Named.of("lost, then assigned", kafka -> {
                    kafka.loseAllOnPoll();
                    kafka.assignOnPoll(P0, P1);
                }),
                Named.of("one goes, then comes back", kafka -> {
                    kafka.assignOnPoll(P1);
                    kafka.assignOnPoll(P0, P1);
                }));
    }

    @AfterEach
    void end() throws InterruptedException {
        rig.close();
    }

    @ParameterizedTest
    @MethodSource("rebalances")
    void whatHasToRestRestsAfterTheRebalanceAndGoesOnAfterwards(Consumer<FakeKafka> rebalance) {
        rig.hold("slow");
        rig.kafka.append(P0, "slow", "U slow 1");
        rig.kafka.append(P1, "b", "U b 1");
        rig.kafka.commit(P0, 0);
        rig.kafka.commit(P1, 0);
        rig.start(P0);
        rig.awaitHeld(1);
        rebalance.accept(rig.kafka);
        await().until(() -> rig.kafka.assignment().equals(Set.of(P0, P1)));
        // P0 has just come, or has something in flight: it must not even be fetched in the poll of the rebalance.
        Set<TopicPartition> resting = rig.kafka.restingAfterRebalance.get(rig.kafka.rebalances.get() - 1);
        assertTrue(resting.contains(P0), () -> "resting " + resting);
        rig.target.storeAll();
        rig.answerHeld();
        rig.awaitCommitted(P0, 1);
        rig.awaitCommitted(P1, 1);
        await().until(() -> rig.kafka.paused().isEmpty());
        rig.kafka.onPoll(() -> rig.kafka.append(P0, "slow", "U slow 2"));
        rig.awaitCommitted(P0, 2);
    }

    @Test
    void whatHasNoReasonToRestAnyMoreWhenARebalanceComesIsReadAgain() {
        rig.deadLetters.hold();
        rig.kafka.append(P0, "a", "garbage");
        rig.start(P0);
        await().until(() -> rig.deadLetters.letters.size() == 1);
        await().until(() -> rig.kafka.paused().contains(P0));
        rig.kafka.onPoll(() -> {
            rig.deadLetters.acknowledgeAll();
            rig.kafka.give(List.of(P0, P1));
            rig.kafka.append(P0, "a", "U a 1");
        });
        rig.awaitCommitted(P0, 2);
        await().until(() -> rig.kafka.paused().isEmpty());
    }

    @Test
    void aRevocationDoesNotWaitForAWriteThatItselfWaitsToBeRepeated() {
        // Longer than a test may take: what waits for all of it fails.
        rig = rig(Duration.ofMinutes(1));
        rig.kafka.append(P0, "a", "U a 1");
        rig.answerEach(write -> ScriptedTarget.row(FailureKind.TRANSIENT));
        rig.start(P0);
        await().until(() -> rig.target.calls.size() > 2);
        rig.kafka.assignOnPoll();
        rig.awaitRebalances(2);
        assertEquals(List.of(), rig.kafka.commits);
        assertEquals(Optional.empty(), rig.failure());
    }

    @Test
    void aRevocationDoesNotWaitForAProbeOfATargetThatIsGone() {
        rig = rig(Duration.ofMinutes(1));
        rig.kafka.append(P0, "a", "U a 1");
        rig.answerEach(write -> ScriptedTarget.row(FailureKind.UNAVAILABLE));
        rig.start(P0);
        await().until(() -> rig.target.calls.size() > 2);
        rig.hold("a");
        rig.awaitHeld(1);
        rig.kafka.assignOnPoll();
        rig.awaitRebalances(2);
        assertEquals(List.of(), rig.kafka.commits);
    }

    @Test
    void closingDoesNotWaitForAnswersThatNobodyTakesAnyMore() throws InterruptedException {
        rig = rig(Duration.ofMinutes(1));
        rig.kafka.append(P0, "slow", "U slow 1");
        rig.hold("slow");
        rig.start(P0);
        rig.awaitHeld(1);
        rig.stopAndJoin();
        assertEquals(List.of(), rig.kafka.commits);
        assertEquals(Optional.empty(), rig.failure());
    }

    @Test
    void aStopWhileNoPartitionIsAssignedEnds() throws InterruptedException {
        Duration longerThanATest = Duration.ofMinutes(1);
        rig = new EngineRig(EngineRig.settings(longerThanATest, longerThanATest, 10_000_000, 1_000), P0);
        rig.start();
        rig.awaitPolls(2);
        rig.stopAndJoin();
        assertEquals(Optional.empty(), rig.failure());
    }

    @Test
    void whatWasInFlightInARevocationThatEndedLateIsAppliedOnceMoreAndOnlyThenCommitted() {
        rig.kafka.append(P0, "a", "U a 1");
        rig.hold("a");
        rig.start(P0);
        rig.awaitHeld(1);
        rig.kafka.loseAllOnPoll();
        rig.kafka.assignOnPoll(P0);
        rig.awaitRebalances(3);
        rig.awaitHeld(1);
        rig.answerEach(write -> Outcome.STALE);
        rig.answerHeld();
        rig.awaitCommitted(P0, 1);
        assertEquals(2, rig.target.calls.size());
    }
}
