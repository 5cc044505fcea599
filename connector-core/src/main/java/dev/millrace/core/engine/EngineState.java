package dev.millrace.core.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What lanes and the poll loop tell each other: that something was settled, that something broke, that it is time to stop.
 * Safe for all threads; everything is guarded by the lock.
 */
final class EngineState {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long progress;
    private boolean stopping;
    private boolean applied;
    private Optional<Throwable> failure = Optional.empty();

    /** Wakes the poll loop: a record was settled, or a call of the target ended. */
    void progressed() {
        lock.lock();
        try {
            progress++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Stops the engine for a reason, lanes at once; the first reason counts. */
    void fail(Throwable reason) {
        lock.lock();
        try {
            if (failure.isEmpty()) {
                failure = Optional.of(reason);
            }
            stopping = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets lanes give up what they cannot finish; nothing more is settled. */
    void stopLanes() {
        lock.lock();
        try {
            stopping = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Something reached the target: from now on what was fatal may pass. */
    void applied() {
        lock.lock();
        try {
            applied = true;
        } finally {
            lock.unlock();
        }
    }

    boolean hasApplied() {
        lock.lock();
        try {
            return applied;
        } finally {
            lock.unlock();
        }
    }

    boolean isStopping() {
        lock.lock();
        try {
            return stopping;
        } finally {
            lock.unlock();
        }
    }

    Optional<Throwable> failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    /** A count that grows with each progress; read it before looking at what is settled, then wait for the next. */
    long progress() {
        lock.lock();
        try {
            return progress;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something progresses after {@code seen}, something breaks, or the time is over. */
    void awaitProgress(long seen, Duration longest) throws InterruptedException {
        long left = longest.toNanos();
        lock.lockInterruptibly();
        try {
            while (progress == seen && failure.isEmpty() && !stopping && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the time to pass, less where the engine stops. */
    void pause(Duration time) throws InterruptedException {
        long left = time.toNanos();
        lock.lockInterruptibly();
        try {
            while (!stopping && failure.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
