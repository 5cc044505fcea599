package dev.millrace.simulator;

import static dev.millrace.simulator.SimulatorError.SETTING_INVALID;

/** Checks settings against their bounds; a violation is a {@link SimulatorException} that names the setting. */
public final class Bounds {
    private Bounds() {}

    /** Refuses a value outside {@code min..max}, both included. */
    public static void check(String setting, long value, long min, long max) {
        if (value < min || value > max) {
            throw outside(setting, Long.toString(value), Long.toString(min), Long.toString(max));
        }
    }

    /** Refuses a value outside {@code min..max}, both included, and NaN. */
    public static void check(String setting, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw outside(setting, Double.toString(value), Double.toString(min), Double.toString(max));
        }
    }

    private static SimulatorException outside(String setting, String value, String min, String max) {
        return new SimulatorException(
                SETTING_INVALID,
                setting,
                value + " is outside " + min + " to " + max + ".",
                "choose a value from " + min + " to " + max + ".");
    }
}
