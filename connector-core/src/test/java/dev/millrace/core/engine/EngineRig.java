package dev.millrace.core.engine;

import static org.awaitility.Awaitility.await;

import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.failure.DeadLetters;
import dev.millrace.core.failure.RetryPolicy;
import dev.millrace.core.format.Format;
import dev.millrace.core.observe.Health;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowWrite;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/** An engine on its threads between a fake Kafka and a target that does what the test says. */
final class EngineRig {
    final FakeKafka kafka;
    final ScriptedTarget target = new ScriptedTarget();
    final RecordedDeadLetters deadLetters = new RecordedDeadLetters();
    final Health health = new Health(Samples.metrics(), Clock.systemUTC(), Duration.ofSeconds(20));
    final Engine engine;
    private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "engine-under-test");

    EngineRig(TopicPartition... partitions) {
        this(settings(Duration.ofSeconds(2), 10_000_000, 1_000), partitions);
    }

    EngineRig(EngineSettings settings, TopicPartition... partitions) {
        this(settings, Optional.empty(), new LineFormat(), partitions);
    }

    /** One that reads records of its own. */
    static EngineRig withFormat(Format format, TopicPartition... partitions) {
        return new EngineRig(settingsOfDepth(4), Optional.empty(), format, partitions);
    }

    /** One whose dead letters go elsewhere. */
    static EngineRig withDeadLetters(DeadLetters letters, TopicPartition... partitions) {
        return new EngineRig(
                settings(Duration.ofSeconds(2), 10_000_000, 1_000), Optional.of(letters), new LineFormat(), partitions);
    }

    private EngineRig(
            EngineSettings settings, Optional<DeadLetters> letters, Format format, TopicPartition... partitions) {
        kafka = new FakeKafka(partitions);
        engine = new Engine(
                kafka,
                List.of("bank"),
                format,
                target,
                Samples.origin(),
                letters.orElse(deadLetters),
                settings,
                Samples.metrics(),
                health,
                System::nanoTime,
                new SplittableRandom(1));
    }

    static EngineSettings settings(Duration revokeBudget, long inFlightBytes, int poisonLimit) {
        return settings(revokeBudget, Duration.ofSeconds(2), inFlightBytes, poisonLimit);
    }

    static EngineSettings settings(Duration revokeBudget, Duration drainBudget, long inFlightBytes, int poisonLimit) {
        return settings(1, revokeBudget, drainBudget, inFlightBytes, poisonLimit);
    }

    /** With so many polls in flight. */
    static EngineSettings settingsOfDepth(int polls) {
        return settings(polls, Duration.ofSeconds(2), Duration.ofSeconds(2), 10_000_000, 1_000);
    }

    private static EngineSettings settings(
            int polls, Duration revokeBudget, Duration drainBudget, long inFlightBytes, int poisonLimit) {
        return new EngineSettings(
                4,
                100,
                polls,
                10_000,
                inFlightBytes,
                Duration.ZERO,
                revokeBudget,
                drainBudget,
                Duration.ofMinutes(5),
                new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(4)),
                poisonLimit,
                EngineSettings.OnGap.STOP);
    }

    private void run() {
        try {
            engine.run();
        } catch (Throwable thrown) {
            failure.set(thrown);
        }
    }

    void start(TopicPartition... partitions) {
        kafka.assignOnPoll(partitions);
        thread.start();
    }

    /** Keeps the answers to these rows until {@link #answerHeld()}. */
    void hold(String... ids) {
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

    void answerHeld() {
        for (Runnable answer = held.poll(); answer != null; answer = held.poll()) {
            answer.run();
        }
    }

    /** The oldest of the answers that are kept, for the test to give. */
    Runnable takeHeld() {
        return held.remove();
    }

    /** Each row of its own decides. */
    void answerEach(Function<RowWrite, Outcome> outcome) {
        target.answerEach(outcome);
    }

    void awaitHeld(int answers) {
        await().until(() -> held.size() == answers);
    }

    void awaitHeldVersion(String id) {
        await().until(() -> target.held.containsKey(Samples.key(id)));
    }

    void awaitRevoking() {
        await().until(() -> kafka.revoking.getCount() == 0);
    }

    void awaitPolls(int more) {
        int seen = kafka.polls.get();
        await().until(() -> kafka.polls.get() >= seen + more);
    }

    void awaitCommitted(TopicPartition partition, long offset) {
        await().until(() -> kafka.committed(partition) == offset);
    }

    void awaitRebalances(int rebalances) {
        await().until(() -> kafka.rebalances.get() == rebalances);
    }

    void stopAndJoin() throws InterruptedException {
        engine.stop();
        thread.join();
    }

    void join() throws InterruptedException {
        thread.join();
    }

    /** What the engine ended with; empty after a regular end. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** The code that the engine ended with. */
    ProblemCode problem() {
        if (failure.get() instanceof EngineFailure known) {
            return known.problem().code();
        }
        throw new AssertionError("ended otherwise", failure.get());
    }

    void interrupt() {
        thread.interrupt();
    }

    /** Ends the engine however far it is. */
    void close() throws InterruptedException {
        if (thread.isAlive()) {
            target.storeAll();
            answerHeld();
            deadLetters.acknowledgeAll();
            stopAndJoin();
        }
        if (!kafka.closed() && thread.getState() != Thread.State.NEW) {
            throw new AssertionError("the consumer was not closed");
        }
    }
}
