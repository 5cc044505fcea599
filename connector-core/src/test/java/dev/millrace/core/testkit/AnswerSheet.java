package dev.millrace.core.testkit;

import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Takes the answers to one batch and sees to it that each write gets exactly one.
 *
 * <p>Thread safety: each outcome is written once, by the target's threads, and read by the writer after the latch.
 */
final class AnswerSheet implements Target.Answers {
    private final List<RowWrite> batch;
    private final Violations violations;
    private final AtomicReferenceArray<Outcome> outcomes;
    private final CountDownLatch missing;

    AnswerSheet(List<RowWrite> batch, Violations violations) {
        this.batch = batch;
        this.violations = violations;
        this.outcomes = new AtomicReferenceArray<>(batch.size());
        this.missing = new CountDownLatch(batch.size());
    }

    @Override
    public void answer(int index, Outcome outcome) {
        if (index < 0 || index >= batch.size()) {
            violations.add("an answer for write " + index + " of " + batch.size());
        } else if (outcomes.compareAndExchange(index, null, outcome) != null) {
            violations.add("answered twice: " + batch.get(index) + ", then with " + outcome);
        } else {
            missing.countDown();
        }
    }

    /** The outcome of each write, in the batch's order; fails when one does not come. */
    List<Outcome> await(Duration atMost) throws InterruptedException {
        if (!missing.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("after " + atMost.toSeconds() + " s no answer to " + missing.getCount() + " of "
                    + batch.size() + " writes");
        }
        List<Outcome> all = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            all.add(outcomes.get(i));
        }
        return all;
    }
}
