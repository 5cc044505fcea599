package dev.millrace.core.engine;

import static dev.millrace.core.engine.Samples.P0;
import static dev.millrace.core.engine.Samples.P1;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.failure.RetryPolicy;
import dev.millrace.core.observe.ConnectorMetrics;
import dev.millrace.core.observe.Health;
import dev.millrace.core.target.Continuity;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.KeyedProgress;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.ProgressKey;
import dev.millrace.core.target.ProgressMark;
import dev.millrace.core.target.ProgressStore;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import dev.millrace.core.target.TargetTable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What one table that is gone does to the others, at a target that has no sessions. */
class MissingTableTest {
    private static final String TABLE = "dropped";

    private final ScriptedTarget rows = new ScriptedTarget();
    private final Continuity continuity = new Continuity();
    private final KeyedProgress progress = new KeyedProgress(new Cells(rows.progress.connect()), continuity);

    private record Cells(ProgressStore store) implements KeyedProgress.Cells {
        @Override
        public List<OptionalLong> read(List<ProgressKey> keys) {
            return store.load(keys);
        }

        @Override
        public List<OptionalLong> raise(List<ProgressMark> marks) {
            return store.raise(marks);
        }

        @Override
        public Set<ProgressKey> holdFormer(List<ProgressKey> keys) {
            return store.madeAnew(keys);
        }
    }

    private final class WithoutSessions implements Target {
        @Override
        public Optional<TargetTable> table(String sourceTable) {
            return rows.table(sourceTable);
        }

        @Override
        public void write(List<RowWrite> batch, Answers answers) {
            rows.write(batch, answers);
        }

        @Override
        public List<Optional<ChangeVersion>> heldVersions(TargetTable table, List<RowKey> keys) {
            return rows.heldVersions(table, keys);
        }

        @Override
        public ProgressStore progress() {
            return progress;
        }

        @Override
        public void close() {}
    }

    /** Each attempt at its row tells that it is gone. Were each a break, all partitions would start over for ever. */
    @Test
    void theOthersGoOnWhileATableIsGoneAndItGoesOnOnceItIsBack() throws InterruptedException {
        FakeKafka kafka = new FakeKafka(P0, P1);
        Engine engine = engine(kafka, new ConnectorMetrics(new SimpleMeterRegistry(), Clock.systemUTC(), "test"));
        AtomicInteger attempts = new AtomicInteger();
        AtomicInteger others = new AtomicInteger();
        rows.answerEach(write -> {
            if (!write.key().equals(Samples.key("gone"))) {
                others.incrementAndGet();
                return Outcome.APPLIED;
            }
            attempts.incrementAndGet();
            continuity.lost(TABLE);
            return new Outcome.Failed(FailureKind.FATAL, "NO_SUCH_TABLE", Outcome.Scope.ROW);
        });
        kafka.append(P0, "a", "U first 1");
        kafka.append(P0, "a", "U gone 1");
        for (int i = 0; i < 50; i++) {
            kafka.append(P1, "k" + i, "U row-" + i + " 1");
        }
        kafka.assignOnPoll(P0, P1);
        Thread thread = new Thread(
                () -> {
                    try {
                        engine.run();
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                },
                "engine-under-test");
        thread.start();
        await().until(() -> kafka.committed(P1) == 50);
        int written = others.get();
        int seen = attempts.get();
        await().until(() -> attempts.get() > seen + 20);
        assertEquals(written, others.get());
        rows.answerEach(write -> {
            continuity.found(TABLE);
            return Outcome.APPLIED;
        });
        await().until(() -> kafka.committed(P0) == 2);
        engine.stop();
        thread.join();
    }

    /** Attempts at a row come faster than progress is raised, as they do in production when many rows are at it. */
    private Engine engine(FakeKafka kafka, ConnectorMetrics metrics) {
        EngineSettings settings = new EngineSettings(
                4,
                100,
                8,
                10_000,
                10_000_000,
                Duration.ofMillis(100),
                Duration.ofMillis(500),
                Duration.ofSeconds(2),
                Duration.ofMinutes(5),
                new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(4)),
                1_000,
                EngineSettings.OnGap.STOP);
        return new Engine(
                kafka,
                List.of("bank"),
                new LineFormat(),
                new WithoutSessions(),
                Samples.origin(),
                new RecordedDeadLetters(),
                settings,
                metrics,
                new Health(metrics, Clock.systemUTC(), Duration.ofSeconds(20)),
                System::nanoTime,
                new SplittableRandom(1));
    }
}
