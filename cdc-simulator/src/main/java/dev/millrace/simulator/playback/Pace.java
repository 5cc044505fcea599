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
}
