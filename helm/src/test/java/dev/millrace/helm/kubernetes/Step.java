package dev.millrace.helm.kubernetes;

import dev.millrace.cli.verify.TargetKind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * What was done to all releases at the same time, while changes flowed.
 *
 * @param took until all connectors had done what there was to do
 * @param changes at the source meanwhile
 * @param latencies of what was applied meanwhile
 */
record Step(String what, Duration took, long changes, Map<TargetKind, Latencies> latencies) {
    /** The same, done to other releases. */
    Step and(Step other) {
        Map<TargetKind, Latencies> both = new EnumMap<>(latencies);
        both.putAll(other.latencies);
        return new Step(what, took.plus(other.took), changes + other.changes, both);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(what + ": " + took.toSeconds() + " s, " + changes + " changes, p99");
        latencies
                .keySet()
                .forEach(target -> text.append(' ')
                        .append(target.key())
                        .append(String.format(Locale.ROOT, " %.2f s", p99(target))));
        return text.toString();
    }

    /** NaN where nothing was applied. */
    double p99(TargetKind target) {
        return latencies.getOrDefault(target, Latencies.NONE).quantile(0.99).orElse(Double.NaN);
    }

    /** Of the changes at the source, how many were applied and have been read of: 1 is all, NaN where there was none. */
    double measured(TargetKind target) {
        return changes == 0
                ? Double.NaN
                : latencies.getOrDefault(target, Latencies.NONE).count() / changes;
    }
}
