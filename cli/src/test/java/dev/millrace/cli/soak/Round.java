package dev.millrace.cli.soak;

import java.time.Duration;

/**
 * One round that ended equal.
 *
 * @param changes of the source in it, without what delivery repeats
 * @param duration from its first change until all is replicated and compared
 * @param rebalances that the members have counted: assignments, revocations, losses
 * @param found at its end
 */
record Round(int number, Disturbance disturbance, long changes, Duration duration, long rebalances, Comparison found) {}
