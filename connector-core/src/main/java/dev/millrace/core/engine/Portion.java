package dev.millrace.core.engine;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The records of one assignment in one poll, as far as they keep the pipeline busy: neither settled nor set aside. Thread
 * safety: the poll loop adds before it hands out, whoever settles a record or sets it aside takes off.
 */
final class Portion {
    private final Assignment assignment;
    private final AtomicInteger busy = new AtomicInteger();

    Portion(Assignment assignment) {
        this.assignment = assignment;
    }

    Assignment assignment() {
        return assignment;
    }

    void handedOut(int records) {
        busy.addAndGet(records);
    }

    void left(int records) {
        busy.addAndGet(-records);
    }

    /** What a partition that went away has left does not count. */
    boolean isDone() {
        return busy.get() == 0 || !assignment.isActive();
    }
}
