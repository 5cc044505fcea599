package dev.millrace.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Operation;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokenOrderTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Assignment assignment = Samples.assignment(Samples.P0, 0);
    private final TokenOrder order = new TokenOrder();
    private long offset;

    private void read(long token, long committedAfterSeconds) {
        ChangeVersion version =
                ChangeVersion.of(0, ByteBuffer.allocate(9).putLong(1, token).array(), 0, 0);
        Change change = new Change(
                "BANK.ACCOUNT",
                Operation.UPDATE,
                version,
                Optional.empty(),
                Optional.of(Samples.image("a")),
                START.plusSeconds(committedAfterSeconds));
        order.read(Samples.pending(assignment, offset++), change);
    }

    private Duration regression() {
        order.endOfBatch();
        return order.regression().lasts();
    }

    @Test
    void aTableWhoseOrderStartedAnewIsBehindForAsLongAsItsChangesCome() {
        read(1_000, 0);
        read(10, 60);
        read(11, 120);
        assertEquals(Duration.ofMinutes(1), regression());
        read(12, 660);
        assertEquals(Duration.ofMinutes(10), regression());
        assertEquals("BANK.ACCOUNT", order.regression().table());
        assertEquals("bank-0@3", order.regression().last().orElseThrow().toString());
    }

    @Test
    void itIsOverWithTheFirstChangeThatIsNewerThanAll() {
        read(1_000, 0);
        read(10, 60);
        read(11, 120);
        read(1_001, 130);
        assertEquals(Duration.ZERO, regression());
    }

    @Test
    void whatIsLateOrReplayedWasCommittedEarlierAndDoesNotCount() {
        read(1_000, 0);
        read(10, -3_600);
        read(11, -1_800);
        assertEquals(Duration.ZERO, regression());
    }

    @Test
    void oneUnitOfWorkThatTookAnHourDoesNotCount() {
        read(1_000, 0);
        read(10, 3_600);
        read(11, 3_600);
        assertEquals(Duration.ZERO, regression());
    }

    @Test
    void loadRowsDoNotCount() {
        read(1_000, 0);
        read(0, 60);
        read(0, 6_000);
        assertEquals(Duration.ZERO, regression());
    }

    @Test
    void aPartitionThatWentAwayTakesItsRegressionAlong() {
        read(1_000, 0);
        read(10, 60);
        read(11, 120);
        assignment.end();
        assertEquals(Duration.ZERO, regression());
    }
}
