package dev.millrace.cli.soak;

import java.time.Duration;

/**
 * One outage of the target that ended equal, without a dead letter.
 *
 * @param rewinds partitions that went back to the progress that the target held
 * @param found at its end
 * @param longestGap between two polls of one member
 * @param progress from the target's return to the first record that was settled
 */
record Outage(
        String what,
        Duration duration,
        long rebalances,
        long rewinds,
        Comparison found,
        Duration longestGap,
        Duration progress) {}
