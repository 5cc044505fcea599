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
 * @param measured how many of the changes that came while it was done to a target's release are in its latencies: 1 is all
 */
record Step(
        String what,
        Duration took,
        long changes,
        Map<TargetKind, Latencies> latencies,
        Map<TargetKind, Double> measured) {

    static Step of(String what, Duration took, long changes, Map<TargetKind, Latencies> latencies) {
        Map<TargetKind, Double> measured = new EnumMap<>(TargetKind.class);
        latencies.forEach((target, found) -> measured.put(target, found.count() / changes));
        return new Step(what, took, changes, latencies, measured);
    }

    /** The same, done to other releases. */
    Step and(Step other) {
        Map<TargetKind, Latencies> both = new EnumMap<>(latencies);
        both.putAll(other.latencies);
        Map<TargetKind, Double> shares = new EnumMap<>(measured);
        shares.putAll(other.measured);
        return new Step(what, took.plus(other.took), changes + other.changes, both, shares);
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
}
