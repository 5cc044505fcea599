package dev.millrace.simulator.dispatch;

import dev.millrace.simulator.unit.PartHeader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The parts of one connection, in their order: what is acknowledged is the last one before which, itself included, everything is stored.
 * Safe for all threads.
 */
final class Acknowledgements {
    private final Deque<OpenPart> open = new ArrayDeque<>();
    private final long window;
    private final Consumer<OpenPart> finished;
    /** Changes that were received and are not stored yet. */
    private final AtomicLong outstanding = new AtomicLong();

    private long bytes;
    private long acknowledged;
    private boolean closed;

    /**
     * Of a connection that has received nothing.
     *
     * @param window bytes that may be open
     * @param finished is told of the last part of each unit of work, in its turn
     */
    Acknowledgements(long window, Consumer<OpenPart> finished) {
        this.window = window;
        this.finished = finished;
    }

    /**
     * A part was received.
     *
     * @param size its bytes
     * @param unitNanos when the first part of its unit of work was received
     */
    synchronized OpenPart begin(PartHeader header, int size, long unitNanos) {
        OpenPart part = new OpenPart(this, header, size, unitNanos);
        open.add(part);
        bytes += size;
        outstanding.addAndGet(header.changes());
        return part;
    }

    /** Waits while more is open than the window allows: only who does not keep to it waits here. */
    synchronized void awaitRoom() throws InterruptedException {
        while (!closed && bytes > window) {
            wait();
        }
    }

    void stored() {
        outstanding.decrementAndGet();
    }

    /** Changes that were received and are not stored yet. */
    long outstanding() {
        return outstanding.get();
    }

    /** One of the parts is complete. */
    synchronized void complete() {
        while (!open.isEmpty() && open.element().isComplete()) {
            OpenPart part = open.remove();
            bytes -= part.bytes();
            acknowledged = part.header().lastOrdinal();
            if (part.header().last()) {
                finished.accept(part);
            }
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

    /** The connection has ended: nobody is to wait for its parts. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized boolean isClosed() {
        return closed;
    }
}
