package dev.millrace.simulator.playback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.simulator.SimulatorException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class PaceTest {

    @Test
    void no_change_is_due_before_the_one_before_it() {
        for (Pace pace : List.of(
                new Pace.Ramp(10, 500, 7),
                new Pace.Ramp(500, 10, 7),
                new Pace.Ramp(50, 50, 7),
                new Pace.Burst(10, 1_000, 5),
                new Pace.Diurnal(1, 100, 60))) {
            long last = -1;
            for (long change = 0; change < 20_000; change++) {
                long due = pace.dueNanos(change);
                assertTrue(due >= last, pace + ", change " + change);
                last = due;
            }
        }
    }

    @Test
    void a_ramp_goes_from_one_rate_to_the_other_and_stays() {
        Pace ramp = new Pace.Ramp(100, 300, 10);

        assertEquals(110, madeIn(ramp, 0, 1), 1);
        assertEquals(2_000, madeIn(ramp, 0, 10), 1);
        assertEquals(3_000, madeIn(ramp, 10, 20), 1);
    }

    @Test
    void a_burst_has_a_tenth_of_each_period() {
        Pace burst = new Pace.Burst(10, 1_000, 10);

        for (int period = 0; period < 3; period++) {
            assertEquals(1_000, madeIn(burst, period * 10, period * 10 + 1), 1);
            assertEquals(90, madeIn(burst, period * 10 + 1, period * 10 + 10), 1);
        }
    }

    @Test
    void a_day_has_the_mean_of_both_rates_and_its_middle_the_higher_one() {
        Pace diurnal = new Pace.Diurnal(10, 90, 100);

        assertEquals(5_000, madeIn(diurnal, 0, 100), 1);
        assertEquals(5_000, madeIn(diurnal, 100, 200), 1);
        assertEquals(90, madeIn(diurnal, 49.5, 50.5), 1);
        assertEquals(10, madeIn(diurnal, 99.5, 100.5), 1);
    }

    @Test
    void a_rate_of_nothing_is_refused() {
        assertThrows(SimulatorException.class, () -> new Pace.Burst(0, 10, 10));
        assertThrows(SimulatorException.class, () -> new Pace.Ramp(1, 10, 0));
    }

    /** Changes that are due between two times, in seconds. */
    private static double madeIn(Pace pace, double from, double to) {
        return (double) before(pace, to) - before(pace, from);
    }

    private static long before(Pace pace, double seconds) {
        long limit = (long) (seconds * TimeUnit.SECONDS.toNanos(1));
        long change = 0;
        while (pace.dueNanos(change) < limit) {
            change++;
        }
        return change;
    }
}
