package dev.millrace.core.engine;

import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.Target;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The answers to one batch. Thread safety: any thread answers, the lane waits for all of them and reads them then.
 */
final class BatchAnswers implements Target.Answers {
    private final AtomicReferenceArray<Outcome> outcomes;
    private final CountDownLatch missing;

    BatchAnswers(int writes) {
        outcomes = new AtomicReferenceArray<>(writes);
        missing = new CountDownLatch(writes);
    }

    @Override
    public void answer(int index, Outcome outcome) {
        if (!outcomes.compareAndSet(index, null, outcome)) {
            throw new IllegalStateException("write " + index + " answered twice");
        }
        missing.countDown();
    }

    void awaitAll() throws InterruptedException {
        missing.await();
    }

    Outcome outcome(int index) {
        return outcomes.get(index);
    }
}
