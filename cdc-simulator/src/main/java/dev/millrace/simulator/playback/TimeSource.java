package dev.millrace.simulator.playback;

import java.util.concurrent.locks.LockSupport;

/** The time that a pace goes by. */
public interface TimeSource {

    /** Nanoseconds since some fixed instant. */
    long nanoTime();

    /** Waits about as long, or shorter; at once where the thread is interrupted, whose flag stays set. */
    void parkNanos(long nanos);

    /** The machine's time. */
    static TimeSource system() {
        return new TimeSource() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public void parkNanos(long nanos) {
                LockSupport.parkNanos(nanos);
            }
        };
    }
}
