package dev.millrace.simulator.delivery;

import dev.millrace.simulator.Bounds;

/**
 * What delivery does to the stream.
 *
 * @param seed the same seed makes the same faults
 * @param duplicates the share of the changes that is sent twice, 0 to 1
 * @param duplicateWindow the most positions, 0 to 1,000,000, between a change and its copy
 * @param replayed the share of the stream that is sent again in contiguous chunks, 0 to 0.5
 * @param longestChunk the most changes of a chunk, 2 to 100,000
 * @param late the share of the changes that comes late, 0 to 0.5
 * @param lateWindow the most positions, 1 to 1,000,000, by which a change is late
 * @param expectedChanges about how many changes the whole run has, at least 1: a chunk's replay comes anywhere between the
 *     chunk and that end; what is left when the run ends earlier is sent by the flush
 */
public record DeliveryFaults(
        long seed,
        double duplicates,
        int duplicateWindow,
        double replayed,
        int longestChunk,
        double late,
        int lateWindow,
        long expectedChanges) {

    /** Checks the bounds; {@link dev.millrace.simulator.SimulatorException} names the one that is violated. */
    public DeliveryFaults {
        Bounds.check("delivery.duplicates", duplicates, 0, 1);
        Bounds.check("delivery.duplicate-window", duplicateWindow, 0, 1_000_000);
        Bounds.check("delivery.replayed", replayed, 0, 0.5);
        Bounds.check("delivery.longest-chunk", longestChunk, 2, 100_000);
        Bounds.check("delivery.late", late, 0, 0.5);
        Bounds.check("delivery.late-window", lateWindow, 1, 1_000_000);
        Bounds.check("delivery.expected-changes", expectedChanges, 1, Long.MAX_VALUE);
    }

    /** 5 % twice, 2 % replayed, in chunks that are short enough for some in a short run, 1 % late by up to 200 positions. */
    public static DeliveryFaults usual(long seed, long expectedChanges) {
        int longestChunk = (int) Math.max(2, Math.min(60, expectedChanges / 100));
        return new DeliveryFaults(seed, 0.05, 20, 0.02, longestChunk, 0.01, 200, expectedChanges);
    }

    /** Everything once and in order. */
    public static DeliveryFaults none() {
        return new DeliveryFaults(0, 0, 0, 0, 2, 0, 1, 1);
    }
}
