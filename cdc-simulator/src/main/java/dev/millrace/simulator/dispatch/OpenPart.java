package dev.millrace.simulator.dispatch;

import dev.millrace.simulator.unit.PartHeader;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A part of a unit of work whose records are not all stored in Kafka yet. They are stored by any thread; the session that has received the
 * part counts as one of them until it has handed all of them out.
 */
final class OpenPart {
    private final Acknowledgements acknowledgements;
    private final PartHeader header;
    private final int bytes;
    private final long unitNanos;
    private final AtomicLong outstanding;

    /**
     * A part of which nothing is stored.
     *
     * @param unitNanos when the first part of its unit of work was received
     */
    OpenPart(Acknowledgements acknowledgements, PartHeader header, int bytes, long unitNanos) {
        this.acknowledgements = acknowledgements;
        this.header = header;
        this.bytes = bytes;
        this.unitNanos = unitNanos;
        this.outstanding = new AtomicLong(header.changes() + 1L);
    }

    /** All records are with those who send them. */
    void handedOut() {
        settle();
    }

    /** One record is stored. */
    void stored() {
        acknowledgements.stored();
        settle();
    }

    private void settle() {
        if (outstanding.decrementAndGet() == 0) {
            acknowledgements.complete();
        }
    }

    boolean isComplete() {
        return outstanding.get() == 0;
    }

    /** Whether nobody waits for the part any more: its connection has ended. */
    boolean isAbandoned() {
        return acknowledgements.isClosed();
    }

    PartHeader header() {
        return header;
    }

    int bytes() {
        return bytes;
    }

    /** {@link System#nanoTime()} when the first part of the unit of work was received. */
    long unitNanos() {
        return unitNanos;
    }
}
