package dev.millrace.helm.kubernetes;

import dev.millrace.cli.verify.TargetKind;
import java.time.Duration;
import java.util.Map;

/**
 * What was done to all releases at the same time, while changes flowed.
 *
 * @param took until all connectors had done what there was to do
 * @param changes at the source meanwhile
 * @param latencies of what was applied meanwhile
 */
record Step(String what, Duration took, long changes, Map<TargetKind, Latencies> latencies) {
    /** NaN where nothing was applied. */
    double p99(TargetKind target) {
        return latencies.getOrDefault(target, Latencies.NONE).quantile(0.99).orElse(Double.NaN);
    }
}
