package dev.millrace.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FrontierTest {
    private final Assignment assignment = Samples.assignment(Samples.P0, 10);
    private final Frontier frontier = assignment.frontier();

    private PendingRecord add(long offset) {
        PendingRecord record = Samples.pending(assignment, offset);
        frontier.add(record);
        return record;
    }

    @Test
    void anUntouchedPartitionIsDrainedAtItsPosition() {
        assertTrue(frontier.isDrained());
        assertEquals(10, frontier.head());
    }

    @Test
    void theHeadStaysAtTheFirstUnsettledRecordWhateverIsSettledBehindIt() {
        PendingRecord first = add(10);
        PendingRecord second = add(11);
        second.settle(Settlement.APPLIED);
        assertEquals(10, frontier.head());
        assertFalse(frontier.isDrained());
        assertEquals(2, frontier.size());
        first.settle(Settlement.STALE);
        assertEquals(12, frontier.head());
        assertEquals(0, frontier.size());
    }

    @Test
    void itCountsTheBytesOfWhatItHoldsAndKnowsThePosition() {
        PendingRecord first = sized(10, 5);
        sized(12, 7);
        assertEquals(12, frontier.bytes());
        assertEquals(13, frontier.position());
        first.settle(Settlement.APPLIED);
        assertEquals(12, frontier.head());
        assertEquals(7, frontier.bytes());
    }

    @Test
    void theNewestTimeOnTheBrokerStaysWhateverIsSettledOrComesLater() {
        assertEquals(0, frontier.newestMillis());
        PendingRecord newest = TimedRecords.pending(assignment, 10, 7_000);
        frontier.add(newest);
        frontier.add(TimedRecords.pending(assignment, 11, 6_000));
        newest.settle(Settlement.APPLIED);
        assertEquals(11, frontier.head());
        assertEquals(7_000, frontier.newestMillis());
    }

    private PendingRecord sized(long offset, int bytes) {
        PendingRecord record = Samples.pendingOf(new Portion(assignment), offset, bytes);
        frontier.add(record);
        return record;
    }

    @Test
    void inWhateverOrderFourRecordsWithGapsBetweenThemAreSettledTheHeadIsTheFirstThatIsNot() {
        List<List<Integer>> orders = orders(List.of(0, 1, 2, 3));
        assertEquals(24, orders.size());
        for (List<Integer> order : orders) {
            Frontier even = new Frontier(0);
            List<PendingRecord> records = new ArrayList<>();
            for (long offset = 0; offset <= 6; offset += 2) {
                PendingRecord record = Samples.pending(assignment, offset);
                even.add(record);
                records.add(record);
            }
            Set<Integer> open = new TreeSet<>(order);
            for (int settled : order) {
                records.get(settled).settle(Settlement.APPLIED);
                open.remove(settled);
                long first = open.stream().findFirst().map(i -> 2L * i).orElse(7L);
                assertEquals(first, even.head(), () -> "settled in the order " + order);
            }
        }
    }

    private static List<List<Integer>> orders(List<Integer> items) {
        if (items.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Integer>> all = new ArrayList<>();
        for (Integer first : items) {
            List<Integer> rest = new ArrayList<>(items);
            rest.remove(first);
            for (List<Integer> order : orders(rest)) {
                List<Integer> whole = new ArrayList<>(order);
                whole.add(0, first);
                all.add(whole);
            }
        }
        return all;
    }

    @Test
    void aGapIsPassedOnlyOnceTheRecordBehindItIsSettled() {
        PendingRecord first = add(15);
        PendingRecord second = add(20);
        assertEquals(15, frontier.head());
        first.settle(Settlement.APPLIED);
        assertEquals(20, frontier.head());
        second.settle(Settlement.APPLIED);
        assertEquals(21, frontier.head());
    }

    @Test
    void theEndOfATransactionIsCommittedOnceNothingBeforeItIsUnsettled() {
        PendingRecord record = add(10);
        frontier.passedTo(14);
        assertEquals(10, frontier.head());
        record.settle(Settlement.APPLIED);
        assertEquals(14, frontier.head());
    }

    @Test
    void aPositionBehindTheLastRecordDoesNotMoveTheHeadBack() {
        add(10).settle(Settlement.APPLIED);
        frontier.passedTo(3);
        assertEquals(11, frontier.head());
    }

    @Test
    void aRecordThatCameBeforeIsRefused() {
        add(10);
        PendingRecord again = Samples.pending(assignment, 10);
        assertThrows(IllegalStateException.class, () -> frontier.add(again));
    }

    @Test
    void aRecordIsSettledOnce() {
        PendingRecord record = add(10);
        record.settle(Settlement.APPLIED);
        IllegalStateException twice = assertThrows(IllegalStateException.class, () -> record.settle(Settlement.STALE));
        assertEquals("settled twice: bank-0@10", twice.getMessage());
    }

    @Property
    void theHeadIsTheFirstUnsettledOffsetForGapsAndOrdersOfAllKinds(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 1, max = 5) Integer> steps, @ForAll long seed) {
        Frontier tried = new Frontier(0);
        List<PendingRecord> records = new ArrayList<>();
        long offset = -1;
        for (int step : steps) {
            offset += step;
            PendingRecord record = Samples.pending(assignment, offset);
            tried.add(record);
            records.add(record);
        }
        long end = offset + 1;
        List<PendingRecord> order = new ArrayList<>(records);
        Collections.shuffle(order, new Random(seed));
        for (PendingRecord settled : order) {
            settled.settle(Settlement.APPLIED);
            long expected = records.stream()
                    .filter(record -> !record.isSettled())
                    .mapToLong(PendingRecord::offset)
                    .findFirst()
                    .orElse(end);
            assertEquals(expected, tried.head());
        }
        assertTrue(tried.isDrained());
    }
}
