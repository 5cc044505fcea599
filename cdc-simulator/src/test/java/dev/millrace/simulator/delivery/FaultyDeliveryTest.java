package dev.millrace.simulator.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.source.SourceChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FaultyDeliveryTest {

    /** A change lost here would be charged to the connectors; a counter that is wrong would hide it. */
    @Property(tries = 60)
    void nothingIsLostAndTheCountersTellWhatHappened(
            @ForAll long seed,
            @ForAll @IntRange(max = 4_000) int changes,
            @ForAll @DoubleRange(max = 1) double duplicates,
            @ForAll @DoubleRange(max = 0.5) double replayed,
            @ForAll @DoubleRange(max = 0.5) double late,
            @ForAll @IntRange(min = 1, max = 300) int window)
            throws InterruptedException {
        DeliveryFaults faults = new DeliveryFaults(seed, duplicates, 20, replayed, 40, late, window, changes + 1L);
        List<FaultyDelivery<SourceChange>> delivery = new ArrayList<>();
        List<Delivered<SourceChange>> delivered = run(faults, changes, delivery);

        List<Long> firsts = new ArrayList<>();
        Map<Long, Integer> firstAt = new HashMap<>();
        Map<Long, Integer> copies = new HashMap<>();
        List<Long> replays = new ArrayList<>();
        for (Delivered<SourceChange> one : delivered) {
            long ordinal = one.change().ordinal();
            switch (one.kind()) {
                case FIRST -> {
                    assertTrue(firstAt.put(ordinal, firsts.size()) == null, "first twice: " + ordinal);
                    firsts.add(ordinal);
                }
                case DUPLICATE -> {
                    assertTrue(firstAt.containsKey(ordinal), "copy before its change: " + ordinal);
                    assertEquals(1, copies.merge(ordinal, 1, Integer::sum), "copies of " + ordinal);
                }
                case REPLAY -> {
                    assertTrue(firstAt.containsKey(ordinal), "replay before its change: " + ordinal);
                    replays.add(ordinal);
                }
            }
        }

        assertEquals(changes, firsts.size());
        DeliveryCounts counts = delivery.get(0).counts();
        assertEquals(new DeliveryCounts(changes, copies.size(), replays.size(), overtaken(firsts)), counts);
        assertEquals(delivered.size(), counts.sent());
        for (int place = 0; place < firsts.size(); place++) {
            // In order, change n comes at place n - 1.
            long displaced = place - (firsts.get(place) - 1);
            assertTrue(displaced <= window, "late by " + displaced + " of " + window);
        }
    }

    @Property(tries = 20)
    void theUsualRatesAreKept(@ForAll long seed) throws InterruptedException {
        int changes = 50_000;
        List<FaultyDelivery<SourceChange>> delivery = new ArrayList<>();
        run(DeliveryFaults.usual(seed, changes), changes, delivery);
        DeliveryCounts counts = delivery.get(0).counts();
        assertEquals(0.05, counts.duplicates() / (double) changes, 0.006);
        // A chunk has 60 changes at the most.
        assertEquals(0.02 * changes, (double) counts.replayed(), 60);
        assertEquals(0.01, counts.late() / (double) changes, 0.003);
    }

    @Property(tries = 20)
    void aShortRunHasReplaysToo(@ForAll long seed) throws InterruptedException {
        List<FaultyDelivery<SourceChange>> delivery = new ArrayList<>();
        run(DeliveryFaults.usual(seed, 1_000), 1_000, delivery);
        // A chunk has 10 changes at the most.
        assertEquals(20.0, (double) delivery.get(0).counts().replayed(), 10);
    }

    @Test
    void aReplayIsAContiguousPieceOfTheStreamInItsOrder() throws InterruptedException {
        DeliveryFaults faults = new DeliveryFaults(7, 0, 0, 0.1, 40, 0.05, 50, 5_000);
        List<Delivered<SourceChange>> delivered = run(faults, 5_000, new ArrayList<>());
        Map<Long, Integer> firstAt = new HashMap<>();
        int chunks = 0;
        int farthest = 0;
        int inOrder = 0;
        int replays = 0;
        int last = -2;
        for (Delivered<SourceChange> one : delivered) {
            if (one.kind() == Delivered.Kind.FIRST) {
                firstAt.put(one.change().ordinal(), firstAt.size());
                last = -2;
                continue;
            }
            int place = firstAt.getOrDefault(one.change().ordinal(), -1);
            replays++;
            inOrder += place == last + 1 ? 1 : 0;
            chunks += place == last + 1 ? 0 : 1;
            farthest = Math.max(farthest, firstAt.size() - place);
            last = place;
        }
        assertTrue(chunks > 10 && chunks < 60, chunks + " chunks");
        assertEquals(replays, inOrder + chunks);
        assertTrue(farthest > 2_000, "farthest replay " + farthest);
    }

    @Test
    void theSameSeedMakesTheSameFaults() throws InterruptedException {
        DeliveryFaults faults = DeliveryFaults.usual(42, 3_000);
        assertEquals(run(faults, 3_000, new ArrayList<>()), run(faults, 3_000, new ArrayList<>()));
    }

    @Test
    void withoutFaultsTheStreamPassesAsItIs() throws InterruptedException {
        List<Delivered<SourceChange>> delivered = run(DeliveryFaults.none(), 100, new ArrayList<>());
        for (int i = 0; i < 100; i++) {
            assertEquals(new Delivered<>(Changes.change(i + 1L), Delivered.Kind.FIRST), delivered.get(i));
        }
        assertEquals(100, delivered.size());
    }

    /** A source sends again what a cut connection had not acknowledged, and a second one has ordinals of its own. */
    @Test
    void whatIsTakenAgainOrOfAnotherSourceIsNotLate() throws InterruptedException {
        FaultyDelivery<SourceChange> delivery = new FaultyDelivery<>(DeliveryFaults.none(), delivered -> {});
        for (long ordinal : List.of(7L, 8L, 9L, 7L, 8L, 9L, 1L, 10L, 2L)) {
            delivery.accept(Changes.change(ordinal));
        }
        assertEquals(new DeliveryCounts(9, 0, 0, 0), delivery.counts());
    }

    @Test
    void ratesOutsideTheirBoundsAreRefusedByName() {
        SimulatorException refused =
                assertThrows(SimulatorException.class, () -> new DeliveryFaults(0, Double.NaN, 0, 0, 2, 0, 1, 1));
        assertEquals("delivery.duplicates", refused.where());
    }

    private static List<Delivered<SourceChange>> run(
            DeliveryFaults faults, int changes, List<FaultyDelivery<SourceChange>> delivery)
            throws InterruptedException {
        List<Delivered<SourceChange>> delivered = new ArrayList<>();
        delivery.add(new FaultyDelivery<>(faults, delivered::add));
        for (long ordinal = 1; ordinal <= changes; ordinal++) {
            delivery.get(0).accept(Changes.change(ordinal));
        }
        delivery.get(0).flush();
        return delivered;
    }

    private static long overtaken(List<Long> firsts) {
        long overtaken = 0;
        for (int i = 0; i < firsts.size(); i++) {
            long ordinal = firsts.get(i);
            overtaken += firsts.subList(0, i).stream().anyMatch(before -> before > ordinal) ? 1 : 0;
        }
        return overtaken;
    }
}
