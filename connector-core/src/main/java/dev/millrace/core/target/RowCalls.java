package dev.millrace.core.target;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each write by a call of its own, many at once, and answers each as its call ends. Keeps the calls that are open below a limit. Each table
 * has a lower one of its own, which halves where the target throttles it and grows again by one for each limit's worth of answers: a table that
 * is asked too often does not slow the others down. Writes that find no room wait in the order in which their table's came; tables take turns.
 * Safe for all threads; calls are made by whoever writes, or brings an answer.
 */
public final class RowCalls {
    private static final Logger LOG = LoggerFactory.getLogger(RowCalls.class);
    private static final Outcome UNCLASSIFIED =
            new Outcome.Failed(FailureKind.UNAVAILABLE, "UNCLASSIFIED", Outcome.Scope.ROW);

    private final RowCall call;
    private final int most;
    private final Function<Throwable, Outcome.Failed> failures;
    private final Predicate<Outcome.Failed> throttling;
    private final LongAdder throttled = new LongAdder();
    /** Guarded by this, as everything below and all of each share. */
    private final Map<TargetTable, Share> shares = new HashMap<>();
    /** Those that have something to send and room for it, in the order of their turns; each once. */
    private final Deque<Share> ready = new ArrayDeque<>();

    private int open;

    /** Makes one call. May complete on any thread, and must not block. */
    public interface RowCall {
        CompletionStage<Outcome> write(RowWrite write);
    }

    private record Job(RowWrite write, int index, Target.Answers answers) {}

    private record Turn(Share share, Job job, long number) {}

    /** What one table has. */
    private static final class Share {
        private final int most;
        private final Deque<Job> waiting = new ArrayDeque<>();
        private double limit;
        private int open;
        private boolean isReady;
        /** Calls are numbered; those before this one were made before the limit was last lowered, and do not lower it again. */
        private long firstOfLimit;

        private long started;

        Share(int most) {
            this.most = most;
            this.limit = most;
        }

        boolean hasTurn() {
            return !waiting.isEmpty() && open < (int) limit;
        }

        Turn begin() {
            open++;
            return new Turn(this, waiting.removeFirst(), started++);
        }

        void end(Turn turn, boolean refused) {
            open--;
            if (!refused) {
                limit = Math.min(most, limit + 1 / limit);
            } else if (turn.number >= firstOfLimit) {
                limit = Math.max(1, limit / 2);
                firstOfLimit = started;
            }
        }
    }

    /**
     * @param most calls that are ever open at once, 1 and more
     * @param failures what a call that ended with an exception means
     * @param throttling whether the target said that it is asked too often
     */
    public RowCalls(
            RowCall call,
            int most,
            Function<Throwable, Outcome.Failed> failures,
            Predicate<Outcome.Failed> throttling) {
        this.call = call;
        this.most = most;
        this.failures = failures;
        this.throttling = throttling;
    }

    /** As {@link Target#write}; never blocks. */
    public void write(List<RowWrite> batch, Target.Answers answers) {
        synchronized (this) {
            for (int i = 0; i < batch.size(); i++) {
                RowWrite write = batch.get(i);
                Share share = shares.computeIfAbsent(write.table(), table -> new Share(most));
                share.waiting.addLast(new Job(write, i, answers));
                getReady(share);
            }
        }
        startMore();
    }

    /** How many calls of the table that is throttled most may be open now, 1 and more. */
    public synchronized int limit() {
        return shares.values().stream()
                .mapToInt(share -> (int) share.limit)
                .min()
                .orElse(most);
    }

    /** How the target throttles: the calls that it refused for that, and how many may be open now. */
    public List<TargetMeter> meters() {
        return List.of(
                TargetMeter.counter(
                        "throttled", "Calls that the target refused because it was asked too often", throttled::sum),
                TargetMeter.gauge(
                        "calls_limit",
                        "Calls that may be open at once now, for the table that is throttled most",
                        this::limit));
    }

    private void startMore() {
        Turn turn = next();
        while (turn != null) {
            start(turn);
            turn = next();
        }
    }

    private synchronized @Nullable Turn next() {
        while (open < most && !ready.isEmpty()) {
            Share share = ready.removeFirst();
            share.isReady = false;
            // Its limit may have been lowered since.
            if (share.hasTurn()) {
                open++;
                Turn turn = share.begin();
                getReady(share);
                return turn;
            }
        }
        return null;
    }

    private void getReady(Share share) {
        if (!share.isReady && share.hasTurn()) {
            share.isReady = true;
            ready.addLast(share);
        }
    }

    private void start(Turn turn) {
        CompletableFuture<Outcome> answer = begin(turn.job.write);
        if (answer.isDone()) {
            // Whoever is here starts the next one: not from within this one's end, call in call in call.
            end(turn, answer);
        } else {
            var unused = answer.whenComplete((outcome, failure) -> {
                try {
                    end(turn, answer);
                } finally {
                    startMore();
                }
            });
        }
    }

    private CompletableFuture<Outcome> begin(RowWrite write) {
        try {
            return call.write(write).toCompletableFuture();
        } catch (RuntimeException | Error refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    /** @param answer has come */
    private void end(Turn turn, CompletableFuture<Outcome> answer) {
        Outcome outcome = answer.handle((given, failure) -> failure == null ? given : failed(failure))
                .join();
        boolean refused = outcome instanceof Outcome.Failed failed && throttling.test(failed);
        if (refused) {
            throttled.increment();
        }
        synchronized (this) {
            open--;
            turn.share.end(turn, refused);
            getReady(turn.share);
        }
        turn.job.answers.answer(turn.job.index, outcome);
    }

    /** Whatever becomes of it, the write has an answer. */
    private Outcome failed(Throwable failure) {
        try {
            return failures.apply(unwrapped(failure));
        } catch (RuntimeException | Error defect) {
            LOG.error(
                    "a failed call could not be classified, please report it: {}",
                    defect.getClass().getName());
            return UNCLASSIFIED;
        }
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
