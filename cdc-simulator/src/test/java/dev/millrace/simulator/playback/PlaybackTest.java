package dev.millrace.simulator.playback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.delivery.Changes;
import dev.millrace.simulator.delivery.Delivered;
import dev.millrace.simulator.delivery.DeliveryFaults;
import dev.millrace.simulator.delivery.FaultyDelivery;
import dev.millrace.simulator.source.SourceChange;
import dev.millrace.simulator.source.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PlaybackTest {
    private final FakeTime time = new FakeTime();
    private final List<Delivered<SourceChange>> delivered = new ArrayList<>();
    private final List<Long> deliveredAt = new ArrayList<>();
    private final List<Long> progress = new ArrayList<>();

    @Test
    void phasesAreExactAndShareTheWorkload() throws InterruptedException {
        Playback playback = playback(DeliveryFaults.none());
        playback.play(10, Pace.unlimited());
        playback.play(7, Pace.perSecond(1_000));
        playback.flush();
        assertEquals(
                LongStream.rangeClosed(1, 17).boxed().toList(),
                delivered.stream().map(one -> one.change().ordinal()).toList());
        assertEquals(17, playback.played());
        assertEquals(List.of(3L, 6L, 9L, 10L, 13L, 16L, 17L), progress);
    }

    @Test
    void aPaceDoesNotDriftThoughEveryWaitIsTooLong() throws InterruptedException {
        time.oversleep = 300_000;
        playback(DeliveryFaults.none()).play(3_000, Pace.perSecond(1_000));
        for (int i = 0; i < deliveredAt.size(); i++) {
            long due = (i / 3) * 3_000_000L;
            long behind = deliveredAt.get(i) - due;
            assertTrue(behind >= 0 && behind <= 300_000, "change " + i + " behind by " + behind);
        }
    }

    @Test
    void heldChangesStayHeldBetweenPhasesAndComeWithTheFlush() throws InterruptedException {
        DeliveryFaults faults = new DeliveryFaults(3, 0, 0, 0, 2, 0.5, 100, 1_000);
        Playback playback = playback(faults);
        playback.play(50, Pace.unlimited());
        int before = delivered.size();
        assertTrue(before < 50);
        playback.play(50, Pace.unlimited());
        playback.flush();
        assertEquals(100, delivered.size());
        assertEquals(
                100,
                delivered.stream().map(one -> one.change().ordinal()).distinct().count());
    }

    @Test
    void anInterruptStopsBetweenTwoUnits() throws InterruptedException {
        Playback playback = playback(DeliveryFaults.none());
        playback.play(3, Pace.unlimited());
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> playback.play(3, Pace.perSecond(1)));
        assertFalse(Thread.currentThread().isInterrupted());
        assertEquals(3, delivered.size());
    }

    @Test
    void anInterruptEndsAWait() {
        Playback playback = playback(DeliveryFaults.none());
        time.interruptAt = 1;
        assertThrows(InterruptedException.class, () -> playback.play(6, Pace.perSecond(0.001)));
        assertEquals(3, delivered.size());
    }

    @Test
    void anImpossiblePaceIsRefused() {
        assertThrows(SimulatorException.class, () -> Pace.perSecond(0));
        assertThrows(SimulatorException.class, () -> Pace.perSecond(Double.NaN));
    }

    private Playback playback(DeliveryFaults faults) {
        FaultyDelivery<SourceChange> delivery = new FaultyDelivery<>(faults, one -> {
            delivered.add(one);
            deliveredAt.add(time.now);
        });
        return new Playback(new Threes(), delivery, time, progress::add);
    }

    /** Units of three changes where there is room. */
    private static final class Threes implements Workload {
        private long made;

        @Override
        public List<SourceChange> next(long room) {
            List<SourceChange> unit = new ArrayList<>();
            while (unit.size() < Math.min(3, room)) {
                made++;
                unit.add(Changes.change(made));
            }
            return unit;
        }
    }

    /** Time that passes only by waiting. */
    private static final class FakeTime implements TimeSource {
        private long now;
        private long oversleep;
        private long waits;
        private long interruptAt;

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public void parkNanos(long nanos) {
            waits++;
            if (waits == interruptAt) {
                Thread.currentThread().interrupt();
                return;
            }
            now += nanos + oversleep;
        }
    }
}
