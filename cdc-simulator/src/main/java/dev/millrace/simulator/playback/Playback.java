package dev.millrace.simulator.playback;

import dev.millrace.simulator.delivery.FaultyDelivery;
import dev.millrace.simulator.source.SourceChange;
import dev.millrace.simulator.source.Workload;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Plays a workload through delivery, in as many phases as wanted: {@link #play} for each, {@link #flush} once at the end.
 * Owned by one thread; another stops it by interrupting that thread.
 */
public final class Playback {
    private final Workload workload;
    private final FaultyDelivery<SourceChange> delivery;
    private final TimeSource time;
    private final LongConsumer progress;
    private long played;

    /** @param progress is told after each unit of work how many changes the source has made in all phases */
    public Playback(Workload workload, FaultyDelivery<SourceChange> delivery, TimeSource time, LongConsumer progress) {
        this.workload = workload;
        this.delivery = delivery;
        this.time = time;
        this.progress = progress;
    }

    /**
     * Plays exactly so many changes. The pace counts from the beginning of this phase; a unit of work comes as a whole once
     * its first change is due.
     *
     * @throws InterruptedException where the thread is interrupted: between two units, so that the source and what was
     *     handed to delivery agree, unless a sink was interrupted within one
     */
    public void play(long changes, Pace pace) throws InterruptedException {
        long begin = time.nanoTime();
        long done = 0;
        while (done < changes) {
            awaitDue(begin, pace.dueNanos(done));
            List<SourceChange> unit = workload.next(changes - done);
            for (SourceChange change : unit) {
                delivery.accept(change);
            }
            done += unit.size();
            played += unit.size();
            progress.accept(played);
        }
    }

    /** Sends everything that delivery still holds, and flushes the sink. */
    public void flush() throws InterruptedException {
        delivery.flush();
    }

    /** How many changes the source has made in all phases. */
    public long played() {
        return played;
    }

    private void awaitDue(long begin, long due) throws InterruptedException {
        long left = due - (time.nanoTime() - begin);
        while (left > 0 && !Thread.currentThread().isInterrupted()) {
            time.parkNanos(left);
            left = due - (time.nanoTime() - begin);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("playback was interrupted");
        }
    }
}
