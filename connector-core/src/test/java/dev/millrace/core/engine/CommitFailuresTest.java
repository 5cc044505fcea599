package dev.millrace.core.engine;

import static dev.millrace.core.engine.Samples.P0;
import static dev.millrace.core.engine.Samples.P1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a commit ends with, in the loop, in a rebalance or at the end: what is settled is committed later, or comes again. */
@Timeout(30)
class CommitFailuresTest {
    private final EngineRig rig = new EngineRig(P0, P1);

    static Stream<Named<Supplier<RuntimeException>>> failures() {
        return Stream.of(
                Named.of("RebalanceInProgress", () -> new RebalanceInProgressException("try again")),
                Named.of("CommitFailed", CommitFailedException::new),
                Named.of("Timeout", () -> new TimeoutException("no answer")),
                Named.of("Wakeup", WakeupException::new),
                Named.of("RetriableCommitFailed", () -> new RetriableCommitFailedException("the coordinator moved")));
    }

    @AfterEach
    void end() throws InterruptedException {
        rig.close();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aCommitThatFailsInTheLoopIsMadeUpForByTheNext(Supplier<RuntimeException> failure) {
        rig.kafka.commitFailures.addAll(List.of(failure, failure));
        rig.kafka.append(P0, "a", "U a 1");
        rig.start(P0);
        rig.awaitCommitted(P0, 1);
        assertEquals(Optional.empty(), rig.failure());
        assertTrue(rig.kafka.commitFailures.isEmpty());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aCommitThatFailsInARevocationLetsTheRecordsComeAgain(Supplier<RuntimeException> failure) {
        rig.hold("a");
        rig.kafka.append(P0, "a", "U a 1");
        rig.start(P0);
        rig.awaitHeld(1);
        rig.kafka.commitFailures.addAll(List.of(failure, failure));
        rig.kafka.assignOnPoll();
        rig.awaitRevoking();
        rig.answerHeld();
        rig.awaitRebalances(2);
        rig.kafka.commitFailures.clear();
        rig.target.storeAll();
        rig.kafka.assignOnPoll(P0);
        rig.awaitCommitted(P0, 1);
        assertEquals(Optional.empty(), rig.failure());
        assertEquals(List.of(Map.of(P0, 1L)), rig.kafka.commits);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aLastCommitThatFailsDoesNotKeepTheConsumerFromClosing(Supplier<RuntimeException> failure)
            throws InterruptedException {
        rig.hold("a");
        rig.kafka.append(P0, "a", "U a 1");
        rig.start(P0);
        rig.awaitHeld(1);
        for (int i = 0; i < 1_000; i++) {
            rig.kafka.commitFailures.add(failure);
        }
        rig.answerHeld();
        rig.stopAndJoin();
        assertTrue(rig.kafka.closed());
        assertEquals(List.of(), rig.kafka.commits);
        assertEquals(Optional.empty(), rig.failure());
    }

    @Test
    void aCallbackThatComesAfterItsPartitionWentAndCameBackCreditsNothing() {
        rig.kafka.holdCallbacks = true;
        rig.kafka.append(P0, "a", "U a 1");
        rig.start(P0);
        rig.awaitCommitted(P0, 1);
        rig.kafka.loseAllOnPoll();
        rig.awaitRebalances(2);
        // Somebody else had the partition meanwhile, and its group's offset was set back.
        rig.kafka.commit(P0, 0);
        rig.target.script((batch, answers) -> rig.kafka.onPoll(() -> rig.target.store(batch, answers)));
        rig.kafka.holdCallbacks = false;
        rig.kafka.assignOnPoll(P0);
        rig.awaitRebalances(3);
        rig.kafka.onPoll(rig.kafka.heldCallbacks.remove());
        rig.awaitCommitted(P0, 1);
        assertEquals(List.of(Map.of(P0, 1L), Map.of(P0, 1L)), rig.kafka.commits);
    }

    @Test
    void whileACallbackIsMissingARevocationStillCommits() {
        rig.kafka.holdCallbacks = true;
        rig.kafka.append(P0, "a", "U a 1");
        rig.start(P0);
        rig.awaitCommitted(P0, 1);
        rig.kafka.onPoll(() -> rig.kafka.append(P0, "b", "U b 1"));
        rig.awaitHeldVersion("b");
        rig.kafka.assignOnPoll();
        rig.awaitCommitted(P0, 2);
    }
}
