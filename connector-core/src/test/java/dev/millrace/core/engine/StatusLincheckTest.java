package dev.millrace.core.engine;

import dev.millrace.core.failure.Breaker;
import dev.millrace.core.failure.RetryPolicy;
import dev.millrace.core.observe.ConnectorMetrics;
import dev.millrace.core.observe.Health;
import dev.millrace.core.observe.MovedClock;
import dev.millrace.core.observe.StatusSnapshot;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/**
 * Whoever asks for the status while the poll loop turns and lanes settle gets a picture that is whole, and never an older one. On
 * real threads: the model checker cannot follow the meters and the consumer's mock.
 */
@Param(name = "record", gen = IntGen.class, conf = "0:3")
public class StatusLincheckTest {
    private static final int BYTES = 10;
    /** More than any scenario has turns. */
    private static final int MOST = 16;

    private static final Instant START = Instant.EPOCH.plusSeconds(1_000);
    /** Nobody looks at the meters, which take long to make. */
    private static final ConnectorMetrics METRICS =
            new ConnectorMetrics(new CompositeMeterRegistry(), new MovedClock(START), "test");

    private static final MockConsumer<byte[], byte[]> CONSUMER = new MockConsumer<>("none") {
        @Override
        public synchronized OptionalLong currentLag(TopicPartition partition) {
            return OptionalLong.of(0);
        }
    };

    private final Health health = new Health(METRICS, new MovedClock(START), Duration.ofSeconds(20));
    private final Assignment filled = Samples.assignment(Samples.P0, 0);
    private final Assignment empty = Samples.assignment(Samples.P1, 0);
    private final PendingRecord[] records = new PendingRecord[MOST];
    private int turns;
    private final StatusBoard board = new StatusBoard(
            CONSUMER,
            new Pauses(CONSUMER),
            new Lanes(List.of()),
            new Breaker(new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(1)), new SplittableRandom(1), () -> {}),
            new EngineState(new Signal()),
            METRICS,
            health,
            () -> Duration.ofSeconds(turns).toNanos());

    public StatusLincheckTest() {
        Portion portion = new Portion(filled);
        for (int i = 0; i < MOST; i++) {
            records[i] = Samples.pendingOf(portion, i, BYTES);
            // So that an age says whose it is.
            records[i].committedAt(START.minusSeconds(i));
        }
        board.joined();
        for (int i = 0; i < 4; i++) {
            turn();
        }
    }

    /** Brings one record of one partition, and of the other the end of a transaction. */
    @Operation(nonParallelGroup = "poll loop")
    public void turn() {
        filled.frontier().add(records[turns]);
        turns++;
        empty.frontier().passedTo(turns);
        board.turned(List.of(filled, empty), turns);
    }

    @Operation
    public boolean settle(@Param(name = "record") int record) {
        try {
            records[record].settle(Settlement.APPLIED);
            return true;
        } catch (IllegalStateException twice) {
            return false;
        }
    }

    @Operation
    public boolean isWholeAndNoOlder() {
        StatusSnapshot one = health.status().orElseThrow();
        StatusSnapshot other = health.status().orElseThrow();
        return isWhole(one) && isWhole(other) && other.inFlightPolls() >= one.inFlightPolls();
    }

    private static boolean isWhole(StatusSnapshot seen) {
        int turn = seen.inFlightPolls();
        StatusSnapshot.Partition first = seen.partitions().get(0);
        StatusSnapshot.Partition second = seen.partitions().get(1);
        long inFlight = turn - first.head();
        StatusSnapshot.Unsettled oldest = new StatusSnapshot.Unsettled(first.head(), first.head());
        return first.position() == turn
                && second.position() == turn
                && first.inFlightRecords() == inFlight
                && first.inFlightBytes() == BYTES * inFlight
                && first.oldest().stream().allMatch(oldest::equals);
    }

    @Test
    void aPictureIsWholeAndNeverOlderThanTheOneBefore() {
        new StressOptions()
                .threads(3)
                .actorsBefore(0)
                .actorsPerThread(3)
                .actorsAfter(1)
                .iterations(10)
                .invocationsPerIteration(1_000)
                .check(StatusLincheckTest.class);
    }
}
