package dev.millrace.core.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.observe.ConnectorMetrics;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.ProgressStore;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import dev.millrace.core.target.TargetException;
import dev.millrace.core.target.TargetTable;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HeartbeatTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ConnectorMetrics metrics = new ConnectorMetrics(registry, Clock.systemUTC(), "test");
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger answers = new AtomicInteger();
    private final Queue<Runnable> pings = new ConcurrentLinkedQueue<>();
    private final Queue<String> threads = new ConcurrentLinkedQueue<>();
    private final Heartbeat heartbeat = new Heartbeat(new Pinged(), metrics, nanos::get, answers::incrementAndGet);

    /** Does what the test says, one ping after the other, and then answers at once. */
    private final class Pinged implements Target {
        @Override
        public Optional<TargetTable> table(String sourceTable) {
            return Optional.empty();
        }

        @Override
        public void write(List<RowWrite> batch, Answers toGive) {
            throw new AssertionError("a heartbeat writes nothing");
        }

        @Override
        public List<Optional<ChangeVersion>> heldVersions(TargetTable table, List<RowKey> keys) {
            throw new AssertionError("a heartbeat reads no rows");
        }

        @Override
        public void ping() {
            threads.add(Thread.currentThread().getName());
            Runnable next = pings.poll();
            if (next != null) {
                next.run();
            }
        }

        @Override
        public ProgressStore progress() {
            throw new AssertionError("a heartbeat knows no progress");
        }

        @Override
        public void close() {}
    }

    @AfterEach
    void close() {
        heartbeat.close();
    }

    @Test
    void anAnswerIsTimedAndPassedOn() {
        pings.add(() -> nanos.addAndGet(Duration.ofMillis(3).toNanos()));
        heartbeat.beat();
        assertEquals(1, answers.get());
        assertTrue(
                registry.scrape().contains("cdc_heartbeat_duration_seconds_bucket{le=\"0.0032\"} 1\n"),
                registry::scrape);
        assertTrue(
                registry.scrape().contains("cdc_heartbeat_duration_seconds_bucket{le=\"0.0025\"} 0\n"),
                registry::scrape);
    }

    @Test
    void aFailureIsCountedByItsCodeAndNoEvidenceOfAnything() {
        pings.add(() -> {
            throw new TargetException(FailureKind.UNAVAILABLE, "08001");
        });
        pings.add(() -> {
            throw new IllegalStateException("a defect");
        });
        heartbeat.beat();
        heartbeat.beat();
        assertEquals(0, answers.get());
        assertTrue(registry.scrape().contains("cdc_heartbeat_failures_total{code=\"08001\"} 1.0"), registry::scrape);
        assertTrue(
                registry.scrape().contains("cdc_heartbeat_failures_total{code=\"INTERNAL_ERROR\"} 1.0"),
                registry::scrape);
    }

    @Test
    void itGoesOnAfterAFailureOnAThreadOfItsOwnUntilItIsClosed() {
        pings.add(() -> {
            throw new IllegalStateException("a defect");
        });
        heartbeat.every(Duration.ofMillis(1));
        await().until(() -> answers.get() >= 2);
        assertTrue(threads.stream().allMatch("heartbeat"::equals), threads::toString);
        heartbeat.close();
        assertThrows(RejectedExecutionException.class, () -> heartbeat.every(Duration.ofMillis(1)));
    }

    @Test
    void anIntervalOfZeroTurnsItOff() {
        heartbeat.every(Duration.ZERO);
        heartbeat.close();
        assertEquals(0, threads.size());
    }
}
