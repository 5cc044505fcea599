package dev.millrace.simulator.publish;

import dev.millrace.simulator.unit.PartHeader;
import dev.millrace.simulator.wire.ProtocolException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What is on its way in one connection: sent, and not acknowledged yet. The sender waits for room, the reader of acknowledgements makes it. */
final class Window {
    private final long limit;
    private final Deque<Sent> underway = new ArrayDeque<>();
    private long bytes;
    private long last;
    private boolean closed;

    /** A part. */
    record Sent(PartHeader header, int bytes, long nanoTime) {}

    /**
     * A window that nothing is in.
     *
     * @param limit in bytes; one part alone may be larger
     * @param acknowledged the ordinal that counts as acknowledged from the start
     */
    Window(long limit, long acknowledged) {
        this.limit = limit;
        this.last = acknowledged;
    }

    /** Waits until a part of this size may be sent; false where that is not so after the time, or never will be. */
    synchronized boolean awaitRoom(int size, long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        while (!closed && bytes > 0 && bytes + size > limit) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return !closed;
    }

    synchronized void sent(PartHeader header, int size) {
        underway.add(new Sent(header, size, System.nanoTime()));
        bytes += size;
    }

    /**
     * Takes an acknowledgement.
     *
     * @return the last part that it covers and that ends a unit of work: what a connection may begin behind; empty where there is none
     * @throws ProtocolException where no part that was sent ends there
     */
    synchronized Optional<Sent> acknowledged(long ordinal) throws IOException {
        if (ordinal == last) {
            return Optional.empty();
        }
        Optional<Sent> end = Optional.empty();
        while (!underway.isEmpty() && underway.element().header().lastOrdinal() <= ordinal) {
            Sent part = underway.remove();
            bytes -= part.bytes();
            last = part.header().lastOrdinal();
            end = part.header().last() ? Optional.of(part) : end;
        }
        if (last != ordinal) {
            throw new ProtocolException("an acknowledgement of what was not sent");
        }
        notifyAll();
        return end;
    }

    /** Nobody waits any more. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
