package dev.millrace.simulator.capture;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.simulator.playback.Pace;
import java.time.Duration;

/** How fast changes are made, as the section {@code workload} says it. */
final class PaceSettings {
    private static final int USUAL_RATE = 100;
    private static final int MAX_RATE = 10_000_000;

    /** How a rate goes. */
    private enum Course {
        FIXED,
        RAMP,
        BURST,
        DIURNAL
    }

    private PaceSettings() {}

    static Pace read(ConfigReader reader) {
        Course course = reader.choice(
                "workload.pace",
                Course.FIXED,
                "How the rate goes. `fixed`: it stays; `ramp`: evenly from `base-rate` to `rate` in a `period`; `burst`: a tenth of each"
                        + " `period` at `rate`, the rest at `base-rate`; `diurnal`: from `base-rate` to `rate` and back in each `period`.");
        int rate = reader.whole(
                "workload.rate",
                USUAL_RATE,
                0,
                MAX_RATE,
                "Changes per second; 0 with a fixed pace: as fast as they can be stored.");
        int base = reader.whole(
                "workload.base-rate", 10, 1, MAX_RATE, "The other rate of a pace that is not fixed, per second.");
        double period = reader.duration(
                                "workload.period",
                                Duration.ofDays(1),
                                Duration.ofSeconds(1),
                                Duration.ofDays(366),
                                "The time of a pace that is not fixed.")
                        .toMillis()
                / 1000.0;
        if (course != Course.FIXED && rate == 0) {
            reader.problem(
                    ProblemCode.CONFIG_VALUE_INVALID,
                    "workload.rate",
                    "a pace that is not fixed has two rates",
                    "give 1 or more");
            return Pace.unlimited();
        }
        return switch (course) {
            case FIXED -> rate == 0 ? Pace.unlimited() : Pace.perSecond(rate);
            case RAMP -> new Pace.Ramp(base, rate, period);
            case BURST -> new Pace.Burst(base, rate, period);
            case DIURNAL -> new Pace.Diurnal(base, rate, period);
        };
    }
}
