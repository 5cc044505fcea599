package dev.millrace.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreshnessTest {
    private static final long NOW = 1_000_000_000;

    private Assignment assignment = Samples.assignment(Samples.P0, 0);
    private final Freshness freshness = new Freshness(NOW);

    private PendingRecord polled(long offset, long brokerMillis) {
        PendingRecord record = TimedRecords.pending(assignment, offset, brokerMillis);
        assignment.frontier().add(record);
        return record;
    }

    private long age(boolean atEnd, long nowMillis) {
        return freshness.ageMillis(assignment, assignment.frontier().oldestUnsettled(), atEnd, nowMillis);
    }

    @Test
    void itIsZeroWhenEverythingIsAppliedHoweverOldItIs() {
        polled(0, 5).settle(Settlement.APPLIED);
        assertEquals(0, age(true, NOW));
        assertEquals(0, age(true, NOW + 60_000));
    }

    @Test
    void aRecordThatIsNotSettledGrowsOlderByItsCommitAtTheSource() {
        PendingRecord record = polled(0, NOW - 100);
        assertEquals(100, age(false, NOW));
        record.committedAt(Instant.ofEpochMilli(NOW - 5_000));
        assertEquals(5_000, age(false, NOW));
        assertEquals(65_000, age(false, NOW + 60_000));
        record.settle(Settlement.APPLIED);
        assertEquals(0, age(true, NOW + 60_000));
    }

    @Test
    void aPartitionThatIsNotReadGrowsOlderFromWhenItWasLastKnownToHaveNothingLeft() {
        polled(0, NOW - 9_000).settle(Settlement.APPLIED);
        age(true, NOW);
        assertEquals(60_000, age(false, NOW + 60_000));
        assertEquals(0, age(true, NOW + 61_000));
    }

    @Test
    void aBacklogIsAsOldAsTheLastRecordThatWasReadOfIt() {
        assertEquals(0, age(false, NOW));
        polled(0, NOW - 3_600_000).settle(Settlement.APPLIED);
        assertEquals(3_600_000, age(false, NOW));
    }

    @Test
    void aPartitionThatNeverReadAnythingGrowsOlderFromItsAssignment() {
        age(false, NOW);
        assertEquals(30_000, age(false, NOW + 30_000));
    }

    @Test
    void aPartitionThatGoesBackStaysAsOldAsItWas() {
        polled(0, NOW - 9_000);
        assertEquals(9_000, age(false, NOW));
        replaced();
        assertEquals(10_000, age(false, NOW + 1_000));
        // Once more, as when the target's progress is known.
        replaced();
        assertEquals(11_000, age(false, NOW + 2_000));
        polled(0, NOW - 9_000).settle(Settlement.APPLIED);
        assertEquals(0, age(true, NOW + 3_000));
    }

    @Test
    void aPartitionThatGoesBackWithEverythingAppliedIsAsOldAsThat() {
        polled(0, NOW - 9_000).settle(Settlement.APPLIED);
        assertEquals(0, age(true, NOW));
        replaced();
        assertEquals(1_000, age(false, NOW + 1_000));
    }

    @Test
    void aPartitionThatComesBackCountsFromThen() {
        polled(0, NOW - 9_000);
        assertEquals(9_000, age(false, NOW));
        freshness.keepOnly(List.of());
        replaced();
        assertEquals(0, age(false, NOW + 60_000));
    }

    /** The same partition at another position. */
    private void replaced() {
        assignment.end();
        assignment = Samples.assignment(Samples.P0, 0);
        freshness.keepOnly(List.of(assignment));
    }

    @Test
    void aMemberWithoutAPlaceInItsGroupIsUpToDateWithNothing() {
        assertEquals(7_000, freshness.outsideMillis(NOW + 7_000));
        freshness.joined();
        assertEquals(0, freshness.outsideMillis(NOW + 8_000));
        freshness.left(NOW + 10_000);
        assertEquals(5_000, freshness.outsideMillis(NOW + 15_000));
    }
}
