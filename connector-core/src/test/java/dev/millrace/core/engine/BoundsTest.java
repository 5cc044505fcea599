package dev.millrace.core.engine;

import static dev.millrace.core.engine.Samples.P0;
import static dev.millrace.core.engine.Samples.P1;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.failure.RetryPolicy;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is in flight, what goes to the dead letters and what knocks at a target that is gone: all of it is bounded. */
@Timeout(30)
class BoundsTest {
    private static final Duration BUDGET = Duration.ofSeconds(2);

    @Test
    void aRecordThatIsLargerThanTheBudgetPassesAlone() throws InterruptedException {
        EngineRig rig = new EngineRig(EngineRig.settings(BUDGET, 1, 1_000), P0, P1);
        String id = "x".repeat(90);
        rig.kafka.append(P0, "a", "U " + id + " 1");
        rig.kafka.append(P0, "a", "U " + id + " 2");
        rig.kafka.append(P1, "b", "U b 1");
        rig.start(P0, P1);
        rig.awaitCommitted(P0, 2);
        rig.awaitCommitted(P1, 1);
        rig.close();
    }

    @ParameterizedTest
    @CsvSource({"10000, 10", "2, 10000000"})
    void whatIsInFlightUpToItsBudgetLetsNothingMoreOfItsPartitionIn(int records, long bytes)
            throws InterruptedException {
        EngineRig rig = new EngineRig(severalPolls(records, bytes), P0, P1);
        rig.hold("slow");
        rig.kafka.append(P0, "a", "U slow 1");
        rig.start(P0, P1);
        rig.awaitHeld(1);
        rig.kafka.onPoll(() -> {
            rig.kafka.append(P0, "b", "U later 1");
            rig.kafka.append(P1, "c", "U other 1");
        });
        rig.awaitCommitted(P1, 1);
        rig.awaitPolls(5);
        assertFalse(rig.target.held.containsKey(Samples.key("later")));
        assertEquals(Set.of(P0), rig.kafka.paused());
        rig.answerHeld();
        rig.awaitCommitted(P0, 2);
        rig.close();
    }

    /** With a pipeline that would take more. */
    private static EngineSettings severalPolls(int records, long bytes) {
        return new EngineSettings(
                4,
                100,
                8,
                records,
                bytes,
                Duration.ZERO,
                BUDGET,
                BUDGET,
                Duration.ofMinutes(5),
                new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(4)),
                1_000,
                EngineSettings.OnGap.STOP);
    }

    @Test
    void aMappingThatIsWrongForEveryRecordDoesNotDrainItsTopicIntoTheDeadLetters() throws InterruptedException {
        EngineRig rig = new EngineRig(EngineRig.settings(BUDGET, 10_000_000, 10), P0, P1);
        for (int i = 0; i < 3_000; i++) {
            rig.kafka.append(P0, "k" + i, "U row-" + i + " 1");
        }
        rig.answerEach(write -> new Outcome.Failed(FailureKind.POISON, "UNDEFINED_COLUMN", Outcome.Scope.ROW));
        rig.start(P0);
        await().until(() -> rig.deadLetters.letters.size() == 10);
        await().until(() -> rig.kafka.paused().contains(P0));
        rig.awaitPolls(20);
        assertEquals(10, rig.deadLetters.letters.size());
        assertTrue(rig.kafka.committed(P0) <= 10, "committed " + rig.kafka.committed(P0));
        assertEquals(Optional.empty(), rig.failure());
        rig.close();
        assertEquals(10, rig.deadLetters.letters.size());
    }

    @Test
    void whileTheTargetIsGoneOneBatchAtATimeKnocksAndItsSuccessLetsAllIn() throws InterruptedException {
        EngineRig rig = new EngineRig(P0, P1);
        for (int i = 0; i < 40; i++) {
            rig.kafka.append(P0, "k" + i, "U row-" + i + " 1");
        }
        rig.answerEach(write -> ScriptedTarget.batch(FailureKind.UNAVAILABLE));
        rig.start(P0);
        // The four lanes have tried, and from then on there are probes.
        await().until(() -> rig.target.calls.size() > 8);
        Queue<Runnable> probes = new ConcurrentLinkedQueue<>();
        rig.target.script((batch, answers) -> probes.add(() -> rig.target.store(batch, answers)));
        await().until(() -> !probes.isEmpty());
        // Each turn is long enough for the other lanes to look whether they may.
        rig.awaitPolls(5);
        assertEquals(1, probes.size());
        assertEquals(List.of(), rig.deadLetters.letters);
        rig.target.storeAll();
        probes.remove().run();
        rig.awaitCommitted(P0, 40);
        rig.close();
    }
}
