package dev.millrace.core.testkit;

import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Writes batches as the engine does: what failed for the moment is written again, a batch that failed as a whole is cut in
 * two. Safe for all threads.
 */
final class ContractWriter {
    private static final int MOST_ATTEMPTS = 12;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final Target target;
    private final Duration answerWithin;
    private final Violations violations;

    /** @param answerWithin the time in which the target has to answer a batch */
    ContractWriter(Target target, Duration answerWithin, Violations violations) {
        this.target = target;
        this.answerWithin = answerWithin;
        this.violations = violations;
    }

    /** The final outcome of each write, in the batch's order. */
    List<Outcome> write(List<RowWrite> batch) throws InterruptedException {
        Outcome[] outcomes = new Outcome[batch.size()];
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            all.add(i);
        }
        write(batch, all, outcomes, 1);
        return Arrays.asList(outcomes);
    }

    private void write(List<RowWrite> batch, List<Integer> part, Outcome[] outcomes, int attempt)
            throws InterruptedException {
        if (part.isEmpty()) {
            return;
        }
        AnswerSheet answers = new AnswerSheet(part.stream().map(batch::get).toList(), violations);
        target.write(part.stream().map(batch::get).toList(), answers);
        List<Outcome> answered = answers.await(answerWithin);

        List<Integer> again = new ArrayList<>();
        List<Integer> apart = new ArrayList<>();
        for (int i = 0; i < part.size(); i++) {
            Outcome outcome = answered.get(i);
            outcomes[part.get(i)] = outcome;
            if (outcome instanceof Outcome.Failed failed) {
                if (failed.kind() == FailureKind.TRANSIENT || failed.kind() == FailureKind.UNAVAILABLE) {
                    again.add(part.get(i));
                } else if (failed.scope() == Outcome.Scope.BATCH && part.size() > 1) {
                    apart.add(part.get(i));
                }
            }
        }
        if (!again.isEmpty()) {
            pauseAfter(attempt, outcomes[again.get(0)]);
            write(batch, again, outcomes, attempt + 1);
        }
        write(batch, apart.subList(0, apart.size() / 2), outcomes, 1);
        write(batch, apart.subList(apart.size() / 2, apart.size()), outcomes, 1);
    }

    private static void pauseAfter(int attempt, Outcome outcome) throws InterruptedException {
        if (attempt == MOST_ATTEMPTS) {
            throw new AssertionError("after " + attempt + " attempts still " + outcome);
        }
        TimeUnit.MILLISECONDS.sleep(Math.min(LONGEST_PAUSE_MILLIS, 1L << attempt));
    }
}
