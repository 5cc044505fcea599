package dev.millrace.core.failure;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many of the last records may be dead letters: a mapping that is wrong for all of them must not drain a topic. Safe for
 * all threads.
 */
public final class PoisonLimit {
    private final int most;
    private final int window;
    private final LongAdder settled = new LongAdder();
    private long admitted;
    /** How many records there had been when each of the last dead letters came. */
    private final Deque<Long> letters = new ArrayDeque<>();

    /**
     * @param most dead letters within the window, 0 and more
     * @param window records, 1 and more
     */
    public PoisonLimit(int most, int window) {
        this.most = most;
        this.window = window;
    }

    /** So many records were settled that are no dead letters. */
    public void settled(int count) {
        settled.add(count);
    }

    /** Counts one dead letter more, if the limit allows it. */
    public synchronized boolean admit() {
        long now = settled.sum() + admitted;
        while (!letters.isEmpty() && now - letters.peekFirst() >= window) {
            letters.removeFirst();
        }
        if (letters.size() >= most) {
            return false;
        }
        letters.addLast(now);
        admitted++;
        return true;
    }
}
