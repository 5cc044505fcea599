package dev.millrace.simulator.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Cuts the chunks of the stream that will be replayed. The stream is divided into periods that are as much longer than
 * their one chunk as the share says, and the chunk lies anywhere in its period: so the share holds, to a chunk, wherever the
 * stream ends. Owned by one thread.
 */
final class ReplayRecorder<C> {
    /** Keeps sums of two within a long. */
    private static final long MOST_FREE = 1L << 61;

    private final double share;
    private final int longest;
    private final RandomGenerator random;
    private final List<C> open = new ArrayList<>();
    /** Changes to come before the next chunk begins. */
    private long gap;
    /** Changes of the current period that come after its chunk. */
    private long leftOver;

    /** Changes of the next chunk. */
    private int length;

    ReplayRecorder(DeliveryFaults faults, RandomGenerator random) {
        this.share = faults.replayed();
        this.longest = faults.longestChunk();
        this.random = random;
        drawNext();
    }

    /** Sees the next change of the stream; returns the chunk that it completes, or nothing. */
    List<C> record(C change) {
        if (share == 0) {
            return List.of();
        }
        if (gap > 0) {
            gap--;
            return List.of();
        }
        open.add(change);
        return open.size() < length ? List.of() : cut();
    }

    /** Ends the chunk that is open and returns it; empty where none is. */
    List<C> cut() {
        if (open.isEmpty()) {
            return List.of();
        }
        List<C> chunk = List.copyOf(open);
        open.clear();
        drawNext();
        return chunk;
    }

    private void drawNext() {
        if (share == 0) {
            return;
        }
        length = random.nextInt(Math.max(2, longest / 4), longest + 1);
        long free = Math.min(MOST_FREE, Math.round(length / share) - length);
        long before = random.nextLong(free + 1);
        gap = leftOver + before;
        leftOver = free - before;
    }
}
