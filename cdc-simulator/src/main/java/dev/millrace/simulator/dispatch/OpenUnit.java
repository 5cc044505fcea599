package dev.millrace.simulator.dispatch;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A unit of work whose records are not all stored in Kafka yet. Records are added by the session that receives them and stored by any
 * thread; the session itself counts as one until it has received the unit's end.
 */
final class OpenUnit {
    private final Acknowledgements acknowledgements;
    private final long receivedNanos = System.nanoTime();
    private final long stck;
    private final AtomicLong outstanding = new AtomicLong(1);
    /** Written by the session before its own count is taken back, read after the last count is. */
    private volatile long lastOrdinal;

    /** @param stck the store clock of its commit */
    OpenUnit(Acknowledgements acknowledgements, long stck) {
        this.acknowledgements = acknowledgements;
        this.stck = stck;
    }

    /** More records of the unit that are to be stored. */
    void expect(int records) {
        outstanding.addAndGet(records);
        acknowledgements.expect(records);
    }

    /** All parts of the unit are there. */
    void received(long ordinal) {
        lastOrdinal = ordinal;
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

    /** Whether nobody waits for the unit any more: its connection has ended. */
    boolean isAbandoned() {
        return acknowledgements.isClosed();
    }

    long lastOrdinal() {
        return lastOrdinal;
    }

    long receivedNanos() {
        return receivedNanos;
    }

    long stck() {
        return stck;
    }
}
