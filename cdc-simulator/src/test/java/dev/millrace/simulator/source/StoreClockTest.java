package dev.millrace.simulator.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class StoreClockTest {

    @Test
    void theUnixEpochIsAsTheArchitectureCountsIt() {
        assertEquals(0x7D91048BCA000000L, StoreClock.valueOf(Instant.EPOCH));
    }

    @Test
    void bit51IsOneMicrosecond() {
        Instant begin = Instant.parse("1900-01-01T00:00:00Z");
        assertEquals(0, StoreClock.valueOf(begin));
        assertEquals(0x1000, StoreClock.valueOf(begin.plusNanos(1_000)));
        assertEquals(0x0800, StoreClock.valueOf(begin.plusNanos(500)));
        assertEquals(1_000_000L << 12, StoreClock.valueOf(begin.plusSeconds(1)));
    }

    @Test
    void itRunsOverIn2042() {
        Instant last = Instant.parse("2042-09-17T23:53:47.370495Z");
        assertEquals(0xFFFFFFFFFFFFF000L, StoreClock.valueOf(last));
        assertEquals(last, StoreClock.instantOf(0xFFFFFFFFFFFFF000L));
        assertThrows(IllegalArgumentException.class, () -> StoreClock.valueOf(last.plusNanos(1_000)));
        assertThrows(IllegalArgumentException.class, () -> StoreClock.valueOf(Instant.parse("1899-12-31T23:59:59Z")));
    }

    @Property
    void theInstantComesBackToTheMicrosecond(@ForAll @LongRange(min = 0, max = (1L << 52) - 1) long micros) {
        assertEquals(micros << 12, StoreClock.valueOf(StoreClock.instantOf(micros << 12)));
    }

    @Test
    void itNeverGoesBack() {
        Instant noon = Instant.parse("2024-02-29T12:00:00Z");
        Deque<Instant> instants = new ArrayDeque<>(List.of(noon, noon.minusSeconds(5), noon.plusSeconds(1)));
        Clock source = new Stepping(instants);
        StoreClock clock = new StoreClock(source);
        assertEquals(StoreClock.valueOf(noon), clock.read());
        assertEquals(StoreClock.valueOf(noon), clock.read());
        assertEquals(StoreClock.valueOf(noon.plusSeconds(1)), clock.read());
        assertEquals(StoreClock.valueOf(noon.plusSeconds(1)), clock.last());
    }

    @Test
    void itReadsTheClockGiven() {
        Instant noon = Instant.parse("2024-02-29T12:00:00Z");
        assertEquals(StoreClock.valueOf(noon), new StoreClock(Clock.fixed(noon, ZoneOffset.UTC)).read());
    }

    /** Shows one instant after the other. */
    private static final class Stepping extends Clock {
        private final Deque<Instant> instants;

        Stepping(Deque<Instant> instants) {
            this.instants = instants;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return instants.remove();
        }
    }
}
