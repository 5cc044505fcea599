package dev.millrace.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.millrace.core.failure.Breaker;
import dev.millrace.core.failure.RetryPolicy;
import dev.millrace.core.observe.ConnectorMetrics;
import dev.millrace.core.observe.Health;
import dev.millrace.core.observe.MovedClock;
import dev.millrace.core.observe.StatusSnapshot;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StatusBoardTest {
    private final MovedClock clock = new MovedClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final Instant start = clock.instant();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none") {
        @Override
        public synchronized OptionalLong currentLag(TopicPartition partition) {
            return OptionalLong.of(0);
        }
    };
    private final Pauses pauses = new Pauses(consumer);
    private final ConnectorMetrics metrics = new ConnectorMetrics(new SimpleMeterRegistry(), clock, "test");
    private final Health health = new Health(metrics, clock, Duration.ofSeconds(20));
    private final Assignment assignment = Samples.assignment(Samples.P0, 0);
    private final StatusBoard board = new StatusBoard(
            consumer,
            pauses,
            new Lanes(List.of()),
            new Breaker(new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(1)), new SplittableRandom(1), () -> {}),
            new EngineState(new Signal()),
            metrics,
            health,
            () -> Duration.between(start, clock.instant()).toNanos());

    StatusBoardTest() {
        consumer.assign(List.of(Samples.P0));
        board.joined();
    }

    private StatusSnapshot turnAfter(Duration time) {
        clock.move(time);
        board.turned(List.of(assignment), 0);
        return health.status().orElseThrow();
    }

    private void pause(Optional<PauseReason> reason) {
        pauses.apply(List.of(assignment), any -> reason);
    }

    @Test
    void aPartitionThatRestsIsNotKnownToHaveNothingLeft() {
        assertEquals(0, turnAfter(Duration.ofSeconds(1)).freshnessSeconds());
        pause(Optional.of(PauseReason.BREAKER));
        assertEquals(60, turnAfter(Duration.ofSeconds(60)).freshnessSeconds());
        pause(Optional.empty());
        assertEquals(0, turnAfter(Duration.ofSeconds(1)).freshnessSeconds());
    }

    @Test
    void thereIsANewPictureTenTimesASecondAtMost() {
        StatusSnapshot first = turnAfter(Duration.ofSeconds(1));
        assertSame(first, turnAfter(Duration.ofMillis(99)));
        assertEquals(start.plusMillis(1_100), turnAfter(Duration.ofMillis(1)).at());
    }
}
