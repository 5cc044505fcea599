package dev.millrace.cli.demo;

import dev.millrace.cli.verify.TargetKind;
import dev.millrace.cli.verify.Verification;
import java.util.SortedMap;

/**
 * What a demo found for one target.
 *
 * @param kills of the connector
 * @param deadLetters by topic; the demo sends nothing that cannot be applied, so any is a failure
 */
record TargetResult(
        TargetKind target,
        Measured measured,
        ConnectorCounts counts,
        int kills,
        SortedMap<String, Long> deadLetters,
        Verification verification) {

    /** True where the target is equal and no record was given up on. */
    boolean isVerified() {
        return verification.isEqual() && deadLetters.isEmpty();
    }

    long allDeadLetters() {
        return deadLetters.values().stream().mapToLong(Long::longValue).sum();
    }
}
