package dev.millrace.core.target;

import java.util.function.DoubleSupplier;

/**
 * A figure that only this kind of target has. Its metric is {@code cdc_target_} and the name.
 *
 * @param name in lower case with underscores, without a unit's suffix; the same in every version
 * @param value as it is now; asked for by any thread, must not block
 */
public record TargetMeter(String name, String description, Kind kind, DoubleSupplier value) {

    /** How it moves. */
    public enum Kind {
        /** Only up; its metric ends with {@code _total}. */
        COUNTER,
        GAUGE
    }

    public static TargetMeter counter(String name, String description, DoubleSupplier total) {
        return new TargetMeter(name, description, Kind.COUNTER, total);
    }

    public static TargetMeter gauge(String name, String description, DoubleSupplier value) {
        return new TargetMeter(name, description, Kind.GAUGE, value);
    }
}
