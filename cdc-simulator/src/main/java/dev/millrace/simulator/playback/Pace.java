package dev.millrace.simulator.playback;

import dev.millrace.simulator.Bounds;

/** How fast changes happen at the source. */
public sealed interface Pace {

    /** As fast as the sink takes them. */
    static Pace unlimited() {
        return new Unlimited();
    }

    /** A steady rate; {@link dev.millrace.simulator.SimulatorException} outside 0.001 to 10,000,000. */
    static Pace perSecond(double changes) {
        return new PerSecond(changes);
    }

    /**
     * When a change is due.
     *
     * @param change its number since the pace began, from 0
     * @return nanoseconds after the pace began
     */
    long dueNanos(long change);

    /** Everything is due at once. */
    record Unlimited() implements Pace {
        @Override
        public long dueNanos(long change) {
            return 0;
        }
    }

    /**
     * Every change has its place on the time line, so what is late is caught up with, and nothing drifts.
     *
     * @param changes per second
     */
    record PerSecond(double changes) implements Pace {
        private static final double NANOS_PER_SECOND = 1e9;

        /** Checks the bounds. */
        public PerSecond {
            Bounds.check("pace", changes, 0.001, 10_000_000.0);
        }

        @Override
        public long dueNanos(long change) {
            return (long) (change / changes * NANOS_PER_SECOND);
        }
    }

    /**
     * A rate that rises, or falls, evenly over a time, and then stays.
     *
     * @param from per second, at the begin
     * @param to per second, from the end of the time on
     * @param seconds of the time
     */
    record Ramp(double from, double to, double seconds) implements Pace {
        /** Checks the bounds. */
        public Ramp {
            checkRates(from, to, seconds);
        }

        @Override
        public long dueNanos(long change) {
            double made = (from + to) / 2 * seconds;
            if (change >= made) {
                return nanos(seconds + (change - made) / to);
            }
            // from * t + (to - from) / (2 * seconds) * t^2 = change, in the form that also takes equal rates.
            double steepness = 2 * (to - from) / seconds;
            return nanos(2 * change / (from + StrictMath.sqrt(from * from + steepness * change)));
        }
    }

    /**
     * A steady rate with bursts: a tenth of each period at the higher rate, then the rest at the lower one.
     *
     * @param base per second, between bursts
     * @param burst per second
     * @param seconds of a period
     */
    record Burst(double base, double burst, double seconds) implements Pace {
        private static final double SHARE = 0.1;

        /** Checks the bounds. */
        public Burst {
            checkRates(base, burst, seconds);
        }

        @Override
        public long dueNanos(long change) {
            double inBurst = burst * seconds * SHARE;
            double inPeriod = inBurst + base * seconds * (1 - SHARE);
            double periods = Math.floor(change / inPeriod);
            double left = change - periods * inPeriod;
            double into = left <= inBurst ? left / burst : seconds * SHARE + (left - inBurst) / base;
            return nanos(periods * seconds + into);
        }
    }

    /**
     * Night and day: from the lower rate up to the higher one and back, as a cosine.
     *
     * @param night per second
     * @param day per second
     * @param seconds of a night and a day
     */
    record Diurnal(double night, double day, double seconds) implements Pace {
        /** Halvings of the time in which a change is looked for: to a nanosecond in a year. */
        private static final int STEPS = 60;

        /** Checks the bounds. */
        public Diurnal {
            checkRates(night, day, seconds);
        }

        @Override
        public long dueNanos(long change) {
            double early = 0;
            double late = change / Math.min(night, day);
            for (int i = 0; i < STEPS; i++) {
                double middle = (early + late) / 2;
                if (made(middle) < change) {
                    early = middle;
                } else {
                    late = middle;
                }
            }
            return nanos(late);
        }

        private double made(double time) {
            double turn = 2 * Math.PI / seconds;
            return night * time + (day - night) / 2 * (time - StrictMath.sin(turn * time) / turn);
        }
    }

    private static void checkRates(double one, double other, double seconds) {
        Bounds.check("pace", one, 0.001, 10_000_000.0);
        Bounds.check("pace", other, 0.001, 10_000_000.0);
        Bounds.check("pace.period", seconds, 1, 366 * 86_400.0);
    }

    private static long nanos(double seconds) {
        return (long) (seconds * 1e9);
    }
}
