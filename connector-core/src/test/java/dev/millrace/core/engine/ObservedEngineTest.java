package dev.millrace.core.engine;

import static dev.millrace.core.engine.Samples.P0;
import static dev.millrace.core.engine.Samples.P1;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.failure.RetryPolicy;
import dev.millrace.core.observe.ConnectorMetrics;
import dev.millrace.core.observe.Health;
import dev.millrace.core.observe.StatusSnapshot;
import dev.millrace.core.target.FailureKind;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What somebody sees who looks at a running engine. */
@Timeout(30)
class ObservedEngineTest {
    private final FakeKafka kafka = new FakeKafka(P0, P1);
    private final ScriptedTarget target = new ScriptedTarget();
    private final RecordedDeadLetters deadLetters = new RecordedDeadLetters();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ConnectorMetrics metrics = new ConnectorMetrics(registry, Clock.systemUTC(), "test");
    private final Health health = new Health(metrics, Clock.systemUTC(), Duration.ofSeconds(20));
    private final Engine engine = new Engine(
            kafka,
            List.of("bank"),
            new LineFormat(),
            target,
            Samples.origin(),
            deadLetters,
            settings(),
            metrics,
            health,
            System::nanoTime,
            new SplittableRandom(1));
    private final Thread thread = new Thread(this::run, "engine-under-test");

    private static EngineSettings settings() {
        return new EngineSettings(
                2,
                100,
                1,
                10_000,
                10_000_000,
                Duration.ZERO,
                Duration.ofMillis(100),
                Duration.ofMillis(100),
                Duration.ofMinutes(5),
                new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(4)),
                1,
                EngineSettings.OnGap.STOP);
    }

    private void run() {
        try {
            engine.run();
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        if (thread.isAlive()) {
            engine.stop();
            thread.join();
        }
    }

    private StatusSnapshot awaitStatus(Predicate<StatusSnapshot> wanted) {
        await().until(() -> health.status().filter(wanted).isPresent());
        return health.status().orElseThrow();
    }

    private static StatusSnapshot.Partition partition(StatusSnapshot seen, TopicPartition which) {
        return seen.partitions().stream()
                .filter(partition -> partition.partition() == which.partition())
                .findFirst()
                .orElseThrow();
    }

    private static Optional<String> paused(StatusSnapshot seen, TopicPartition which) {
        return seen.partitions().isEmpty()
                ? Optional.empty()
                : partition(seen, which).paused();
    }

    private void assertScraped(String line) {
        assertTrue(registry.scrape().contains(line + "\n"), () -> line + " is not in\n" + registry.scrape());
    }

    @Test
    void withTheTargetDownItSaysWhyNothingMovesAndStaysReady() {
        target.answerEach(write -> ScriptedTarget.row(FailureKind.UNAVAILABLE));
        kafka.append(P0, "a", "U a 1");
        kafka.append(P0, "b", "U b 1");
        kafka.assignOnPoll(P0);
        thread.start();
        StatusSnapshot seen = awaitStatus(status -> paused(status, P0).equals(Optional.of("breaker"))
                && !status.breaker().state().equals("closed"));
        assertEquals(Optional.of("UNAVAILABLE CODE"), seen.breaker().reason());
        assertTrue(seen.breaker().since().isPresent());
        StatusSnapshot.Partition stuck = partition(seen, P0);
        assertEquals(0, stuck.head());
        assertEquals(2, stuck.position());
        assertEquals(2, stuck.inFlightRecords());
        assertEquals(0, stuck.oldest().orElseThrow().offset());
        assertTrue(stuck.oldest().orElseThrow().ageSeconds() > 1, "committed in 1970");
        assertTrue(seen.freshnessSeconds() > 1);
        assertScraped("cdc_inflight_records 2.0");
        assertScraped("cdc_inflight_records_limit 10000.0");
        assertScraped("cdc_inflight_bytes_limit 1.0E7");
        assertTrue(health.isReady());
        assertTrue(health.isAlive());
        target.storeAll();
        StatusSnapshot well = awaitStatus(status -> status.breaker().state().equals("closed")
                && partition(status, P0).oldest().isEmpty());
        assertEquals(Optional.empty(), well.breaker().reason());
        assertEquals(2, partition(well, P0).head());
    }

    @Test
    void aPartitionThatCannotBeginSinceTheTargetIsDownRestsBehindTheBreaker() {
        target.answerEach(write -> ScriptedTarget.row(FailureKind.UNAVAILABLE));
        kafka.append(P0, "a", "U a 1");
        kafka.assignOnPoll(P0);
        thread.start();
        awaitStatus(status -> paused(status, P0).equals(Optional.of("breaker")));
        target.progress.fail(FailureKind.UNAVAILABLE);
        kafka.assignOnPoll(P0, P1);
        StatusSnapshot seen = awaitStatus(status -> status.partitions().size() == 2);
        assertEquals(Optional.of("breaker"), partition(seen, P1).paused());
        target.progress.mend();
        target.storeAll();
        awaitStatus(status -> status.breaker().state().equals("closed")
                && paused(status, P0).isEmpty()
                && partition(status, P1).paused().isEmpty());
    }

    @Test
    void whenAllIsAppliedItIsFresh() {
        kafka.append(P0, "a", "U a 1");
        kafka.assignOnPoll(P0);
        thread.start();
        StatusSnapshot seen = awaitStatus(status -> !status.partitions().isEmpty()
                && partition(status, P0).committed() == 1
                && partition(status, P0).paused().isEmpty()
                && !status.tables().isEmpty());
        assertEquals(0, seen.freshnessSeconds());
        assertEquals("BANK.ACCOUNT", seen.tables().get(0).table());
        assertEquals(1, seen.tables().get(0).applied());
        assertScraped("cdc_freshness_seconds 0.0");
        assertScraped("cdc_records_total{outcome=\"applied\"} 1.0");
        assertScraped("cdc_records_total{outcome=\"stale\"} 0.0");
        assertScraped("cdc_breaker_state 0.0");
        assertScraped("cdc_end_to_end_latency_seconds_count{table=\"BANK.ACCOUNT\"} 1");
    }

    @Test
    void aGapShowsAsItsPartitionsPauseAndMakesItStale() {
        kafka.append(P0, "a", "U a 1");
        kafka.append(P0, "b", "U b 1");
        kafka.append(P1, "c", "U c 1");
        kafka.commit(P0, 0);
        kafka.commit(P1, 0);
        kafka.updateBeginningOffsets(Map.of(P0, 1L));
        kafka.assignOnPoll(P0, P1);
        thread.start();
        StatusSnapshot seen = awaitStatus(status -> paused(status, P0).equals(Optional.of("gap"))
                && partition(status, P1).committed() == 1
                && status.freshnessSeconds() > 0);
        assertEquals(Optional.empty(), partition(seen, P0).oldest());
        assertScraped("cdc_paused_partitions{reason=\"gap\"} 1.0");
        double before = seen.freshnessSeconds();
        awaitStatus(status -> status.freshnessSeconds() > before);
    }

    @Test
    void thePoisonLimitShowsAsTheReasonOfTheHalt() {
        kafka.append(P0, "a", "garbage");
        kafka.append(P0, "a", "garbage");
        kafka.assignOnPoll(P0);
        thread.start();
        StatusSnapshot seen = awaitStatus(status -> status.halted().isPresent());
        assertEquals(Optional.of("POISON_LIMIT"), seen.halted());
        awaitStatus(status -> paused(status, P0).equals(Optional.of("poison_limit")));
    }

    @Test
    void beforeItsFirstAssignmentItIsAliveAndNotReady() {
        thread.start();
        StatusSnapshot seen = awaitStatus(status -> status.freshnessSeconds() > 0);
        assertEquals(List.of(), seen.partitions());
        assertTrue(health.isAlive());
        assertFalse(health.isReady());
        kafka.assignOnPoll(P0);
        await().until(health::isReady);
    }

    @Test
    void aMemberThatLostItsPartitionsIsNotReadyUntilItHasJoinedAgain() {
        ConsumerRebalanceListener rebalances = EngineParts.assemble(
                        kafka,
                        new LineFormat(),
                        target,
                        Samples.origin(),
                        deadLetters,
                        settings(),
                        metrics,
                        health,
                        System::nanoTime,
                        new SplittableRandom(1),
                        Signal::new)
                .loop()
                .rebalances();
        rebalances.onPartitionsAssigned(List.of());
        assertTrue(health.isReady(), "a member may have no partitions");
        rebalances.onPartitionsLost(List.of(P0));
        assertFalse(health.isReady());
        rebalances.onPartitionsAssigned(List.of());
        assertTrue(health.isReady());
    }

    @Test
    void oneThatStopsIsNotReadyWhileItDrains() throws InterruptedException {
        CountDownLatch called = new CountDownLatch(1);
        target.script((batch, answers) -> called.countDown());
        kafka.append(P0, "a", "U a 1");
        kafka.assignOnPoll(P0);
        thread.start();
        called.await();
        assertTrue(health.isReady());
        engine.stop();
        assertFalse(health.isReady());
        thread.join();
        assertFalse(health.isReady());
        assertTrue(health.isAlive());
    }

    @Test
    void everyMetricOfARunIsOnItsPageAndTheOtherWayRound() throws IOException {
        kafka.append(P0, "a", "U a 1");
        kafka.append(P0, "b", "garbage");
        kafka.assignOnPoll(P0);
        thread.start();
        await().until(() -> kafka.committed(P0) == 2);
        metrics.deadLettered("UNDECODABLE");
        metrics.heartbeatFailed("08006");
        Map<String, String> registered = new TreeMap<>();
        Matcher type = Pattern.compile("(?m)^# TYPE (cdc_\\w+) (\\w+)$").matcher(registry.scrape());
        while (type.find()) {
            registered.put(type.group(1), type.group(2));
        }
        Map<String, String> documented = new TreeMap<>();
        String page = Files.readString(Path.of("..", "docs", "observability.md"));
        Matcher row = Pattern.compile("(?m)^\\| `(cdc_\\w+)` \\| (\\w+) \\|").matcher(page);
        while (row.find()) {
            documented.put(row.group(1), row.group(2));
        }
        // Those that only some kinds of target have.
        documented.keySet().removeIf(name -> name.startsWith("cdc_target_"));
        assertEquals(documented, registered);
    }
}
