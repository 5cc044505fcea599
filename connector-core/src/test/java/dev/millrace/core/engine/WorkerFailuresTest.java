package dev.millrace.core.engine;

import static dev.millrace.core.engine.Samples.P0;
import static dev.millrace.core.engine.Samples.P1;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A worker that breaks stops the connector without a commit of what it held; a partition that fails does not hold the others. */
@Timeout(30)
class WorkerFailuresTest {
    private static final TopicPartition P2 = new TopicPartition("bank", 2);
    private final EngineRig rig = new EngineRig(P0, P1, P2);

    static Stream<Named<Supplier<Throwable>>> breakages() {
        return Stream.of(
                Named.of("OutOfMemoryError", () -> new OutOfMemoryError("as if")),
                Named.of("StackOverflowError", StackOverflowError::new),
                Named.of("NoClassDefFoundError", NoClassDefFoundError::new),
                Named.of("a defect", IllegalStateException::new));
    }

    @AfterEach
    void end() throws InterruptedException {
        rig.close();
    }

    @ParameterizedTest
    @MethodSource("breakages")
    void aWorkerThatBreaksStopsTheConnectorWithoutACommitOfItsRecords(Supplier<Throwable> breakage)
            throws InterruptedException {
        rig.kafka.append(P0, "a", "U a 1");
        rig.target.script((batch, answers) -> sneak(breakage.get()));
        rig.start(P0);
        rig.join();
        assertEquals(ProblemCode.ENGINE_FAILED, rig.problem());
        assertEquals(List.of(), rig.kafka.commits);
        assertTrue(rig.kafka.closed());
    }

    @Test
    void aWorkerThatIsInterruptedStopsTheConnectorWithoutACommitOfItsRecords() throws InterruptedException {
        rig.kafka.append(P0, "a", "U a 1");
        rig.target.script((batch, answers) -> Thread.currentThread().interrupt());
        rig.start(P0);
        rig.join();
        assertEquals(ProblemCode.ENGINE_FAILED, rig.problem());
        assertEquals(List.of(), rig.kafka.commits);
        assertTrue(rig.kafka.closed());
    }

    @Test
    void aTargetThatRejectsCallsAtShutdownLosesNothing() throws InterruptedException {
        rig.hold(IntStream.range(0, 100).mapToObj(i -> "row-" + i).toArray(String[]::new));
        for (int i = 0; i < 150; i++) {
            rig.kafka.append(P0, "k", "U row-" + i + " 1");
        }
        rig.start(P0);
        rig.awaitHeld(100);
        // What did not fit into the first batch is queued behind it.
        rig.target.script((batch, answers) -> {
            throw new RejectedExecutionException("the pool is shut down");
        });
        rig.engine.stop();
        rig.answerHeld();
        rig.join();
        assertTrue(rig.kafka.closed());
        assertEquals(2, rig.target.calls.size());
        assertTrue(rig.kafka.committed(P0) <= 100, "committed " + rig.kafka.committed(P0));
        assertFalse(rig.target.held.containsKey(Samples.key("row-149")));
    }

    @Test
    void ofThreePartitionsInOnePollOneThatFailsKeepsOnlyItsOwnCommitBack() {
        for (TopicPartition partition : List.of(P0, P1, P2)) {
            for (int i = 0; i < 5; i++) {
                String id = "row-" + partition.partition() + "-" + i;
                rig.kafka.append(partition, id, "U " + id + " 1");
            }
        }
        rig.answerEach(write -> write.key().equals(Samples.key("row-1-2"))
                ? ScriptedTarget.row(FailureKind.TRANSIENT)
                : Outcome.APPLIED);
        rig.start(P0, P1, P2);
        rig.awaitCommitted(P0, 5);
        rig.awaitCommitted(P2, 5);
        rig.awaitPolls(5);
        assertTrue(rig.kafka.committed(P1) <= 2, "committed " + rig.kafka.committed(P1));
        rig.target.storeAll();
        rig.awaitCommitted(P1, 5);
        assertEquals(Optional.empty(), rig.failure());
        assertEquals(List.of(), rig.deadLetters.letters);
    }

    @Test
    void whatAnotherWorkerHasSettledBeforeABreakageIsNotCommittedPastItsRecords() throws InterruptedException {
        rig.kafka.append(P0, "a", "U a 1");
        rig.kafka.append(P0, "b", "U b 1");
        rig.kafka.append(P0, "c", "U c 1");
        rig.target.script((batch, answers) -> {
            if (batch.stream().anyMatch(write -> write.key().equals(Samples.key("b")))) {
                throw new OutOfMemoryError("as if");
            }
            rig.target.store(batch, answers);
        });
        rig.start(P0);
        rig.join();
        assertTrue(rig.kafka.committed(P0) <= 1, "committed " + rig.kafka.committed(P0));
        assertEquals(ProblemCode.ENGINE_FAILED, rig.problem());
    }

    @Test
    void whatWasSettledAndNotYetCommittedWhenAWorkerBrokeIsNotCommittedEither() throws InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            rig.kafka.commitFailures.add(() -> new TimeoutException("no answer"));
        }
        rig.kafka.append(P0, "a", "U a 1");
        rig.start(P0);
        await().until(() -> rig.kafka.commitFailures.size() < 1_000);
        CountDownLatch polling = new CountDownLatch(1);
        AtomicReference<Thread> worker = new AtomicReference<>();
        rig.target.script((batch, answers) -> {
            worker.set(Thread.currentThread());
            await().until(() -> polling.getCount() == 0);
            throw new OutOfMemoryError("as if");
        });
        rig.kafka.onPoll(() -> rig.kafka.append(P0, "b", "U b 1"));
        rig.kafka.onPoll(() -> {
            polling.countDown();
            await().until(() -> worker.get() != null && !worker.get().isAlive());
            // From now on a commit would pass.
            rig.kafka.commitFailures.clear();
        });
        rig.join();
        assertEquals(ProblemCode.ENGINE_FAILED, rig.problem());
        assertEquals(List.of(), rig.kafka.commits);
        assertTrue(rig.kafka.commitFailures.isEmpty());
    }

    private static void sneak(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) thrown;
    }
}
