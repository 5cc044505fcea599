package dev.millrace.simulator.dispatch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The units of work of one connection, in their order: what is acknowledged is the last one before which, itself included, everything
 * is stored. Safe for all threads.
 */
final class Acknowledgements {
    private final Deque<OpenUnit> open = new ArrayDeque<>();
    private final Consumer<OpenUnit> finished;
    /** Changes that were received and are not stored yet. */
    private final AtomicLong outstanding = new AtomicLong();

    private long acknowledged;
    private boolean closed;

    /** @param finished is told of each unit, in its turn */
    Acknowledgements(Consumer<OpenUnit> finished) {
        this.finished = finished;
    }

    synchronized OpenUnit begin(long stck) {
        OpenUnit unit = new OpenUnit(this, stck);
        open.add(unit);
        return unit;
    }

    void expect(int changes) {
        outstanding.addAndGet(changes);
    }

    void stored() {
        outstanding.decrementAndGet();
    }

    /** Changes that were received and are not stored yet. */
    long outstanding() {
        return outstanding.get();
    }

    /** One of the units is complete. */
    synchronized void complete() {
        while (!open.isEmpty() && open.element().isComplete()) {
            OpenUnit unit = open.remove();
            acknowledged = unit.lastOrdinal();
            finished.accept(unit);
        }
        notifyAll();
    }

    /**
     * Waits for news.
     *
     * @return the ordinal that is acknowledged: the given one where nothing has happened in time
     */
    synchronized long await(long known, long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        while (!closed && acknowledged <= known) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                break;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return Math.max(known, acknowledged);
    }

    /** The connection has ended: nobody is to wait for its units. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized boolean isClosed() {
        return closed;
    }
}
