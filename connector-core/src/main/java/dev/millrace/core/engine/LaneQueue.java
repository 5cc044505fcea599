package dev.millrace.core.engine;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The records of one lane between the poll loop, which hands them over a poll at a time, and the worker, which takes them one by
 * one. Bounded by the poll loop, which hands out a few polls at a time; so handing over never blocks.
 *
 * <p>Thread safety: the poll loop adds and everything else is the worker's; they share {@code handedOver} and the signal. What is
 * added is there before the signal is raised, so a worker that reads the signal, finds nothing and then waits for it misses nothing.
 */
final class LaneQueue {
    private final Queue<List<PendingRecord>> handedOver = new ConcurrentLinkedQueue<>();
    /** What the worker has at hand, in lists as they came; of the first one, from {@code next} on. */
    private final ArrayDeque<List<PendingRecord>> atHand = new ArrayDeque<>();

    private final Signal worker;
    private int count;
    private int next;

    /** @param worker is raised with every handover */
    LaneQueue(Signal worker) {
        this.worker = worker;
    }

    /** Hands over the records of one poll, at least one, in their order; never blocks. */
    void add(List<PendingRecord> records) {
        handedOver.add(records);
        worker.raise();
    }

    /** Takes what was handed over to hand, until there are so many records or no more. Returns how many there are, perhaps more. */
    int fill(int enough) {
        while (count < enough) {
            List<PendingRecord> more = handedOver.poll();
            if (more == null) {
                break;
            }
            atHand.addLast(more);
            count += more.size();
        }
        return count;
    }

    /** The oldest record at hand, which stays; there has to be one. */
    PendingRecord oldest() {
        return atHand.getFirst().get(next);
    }

    /** Takes the oldest record at hand; there has to be one. */
    PendingRecord take() {
        List<PendingRecord> first = atHand.getFirst();
        PendingRecord record = first.get(next);
        count--;
        next++;
        if (next == first.size()) {
            atHand.removeFirst();
            next = 0;
        }
        return record;
    }

    /** For messages: no payload. */
    @Override
    public String toString() {
        return handedOver.size() + " polls queued, " + count + " records taken";
    }
}
