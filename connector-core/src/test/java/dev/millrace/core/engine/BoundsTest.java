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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is in flight, what goes to the dead letters and what knocks at a target that is gone: all of it is bounded. */
@Timeout(30)
class BoundsTest {
    private static final Duration BUDGET = Duration.ofSeconds(2);

    @Test
    void aRecordThatIsLargerThanTheBudgetPassesAlone() throws InterruptedException {
        EngineRig rig = new EngineRig(EngineRig.settings(BUDGET, 10, 1_000), P0, P1);
        String id = "x".repeat(90);
        rig.kafka.append(P0, "a", "U " + id + " 1");
        rig.kafka.append(P0, "a", "U " + id + " 2");
        rig.kafka.append(P1, "b", "U b 1");
        rig.start(P0, P1);
        rig.awaitCommitted(P0, 2);
        rig.awaitCommitted(P1, 1);
        rig.close();
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
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        rig.target.script((batch, answers) -> {
            most.accumulateAndGet(open.incrementAndGet(), Math::max);
            ScriptedTarget.answerAll(batch, answers, ScriptedTarget.batch(FailureKind.UNAVAILABLE));
            open.decrementAndGet();
        });
        rig.start(P0);
        // The four lanes have tried, and from then on there are probes.
        await().until(() -> rig.target.calls.size() > 8);
        most.set(0);
        int seen = rig.target.calls.size();
        await().until(() -> rig.target.calls.size() > seen + 20);
        assertEquals(1, most.get());
        assertEquals(List.of(), rig.deadLetters.letters);
        rig.target.storeAll();
        rig.awaitCommitted(P0, 40);
        rig.close();
    }
}
