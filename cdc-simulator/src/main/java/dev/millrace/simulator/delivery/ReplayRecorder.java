package dev.millrace.simulator.delivery;

import dev.millrace.simulator.source.SourceChange;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Cuts the chunks of the stream that will be replayed. Gaps and lengths are drawn from narrow ranges, so that the share
 * holds on short streams too. Owned by one thread.
 */
final class ReplayRecorder {
    private final double share;
    private final int longest;
    private final RandomGenerator random;
    private final List<SourceChange> open = new ArrayList<>();
    private long gap;
    private int length;

    ReplayRecorder(DeliveryFaults faults, RandomGenerator random) {
        this.share = faults.replayed();
        this.longest = faults.longestChunk();
        this.random = random;
        drawNext();
    }

    /** Sees the next change of the stream; returns the chunk that it completes, or nothing. */
    List<SourceChange> record(SourceChange change) {
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
    List<SourceChange> cut() {
        List<SourceChange> chunk = List.copyOf(open);
        open.clear();
        drawNext();
        return chunk;
    }

    private void drawNext() {
        if (share == 0) {
            return;
        }
        length = random.nextInt(Math.max(2, longest / 4), longest + 1);
        long mean = Math.max(1, Math.round(length * (1 - share) / share));
        gap = random.nextLong(mean / 2, mean + mean / 2 + 1);
    }
}
