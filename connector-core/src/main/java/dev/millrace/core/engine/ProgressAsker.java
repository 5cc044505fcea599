package dev.millrace.core.engine;

import dev.millrace.core.failure.Breaker;
import dev.millrace.core.target.ProgressMark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * The poll loop's side of the target's progress: asks for what new assignments need to begin, has it raised to the heads of the
 * frontiers, and takes the answers. One question at a time. For the poll loop's thread.
 */
final class ProgressAsker {
    /** A target that was set back while nothing came is found so much later, and the session is kept warm. */
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(5);

    private static final Duration LONGEST_WAIT = Duration.ofMillis(200);

    private final ProgressKeeper keeper;
    private final Partitions partitions;
    private final Origin origin;
    private final EngineState state;
    private final Signal progress;
    private final Breaker breaker;
    private final LongSupplier nanoClock;
    private final long intervalNanos;
    private Optional<ProgressCall> open = Optional.empty();
    private long lastRaiseNanos;
    private long lastCheckNanos;

    /** @param interval shortest time between two raises */
    ProgressAsker(
            ProgressKeeper keeper,
            Partitions partitions,
            Origin origin,
            EngineState state,
            Signal progress,
            Breaker breaker,
            LongSupplier nanoClock,
            Duration interval) {
        this.keeper = keeper;
        this.partitions = partitions;
        this.origin = origin;
        this.state = state;
        this.progress = progress;
        this.breaker = breaker;
        this.nanoClock = nanoClock;
        this.intervalNanos = interval.toNanos();
        this.lastCheckNanos = nanoClock.getAsLong();
        this.lastRaiseNanos = lastCheckNanos - intervalNanos;
    }

    /** Takes an answer that has come and asks what there is to ask; never waits. */
    void turn() {
        takeAnswer();
        if (open.isPresent()) {
            return;
        }
        long now = nanoClock.getAsLong();
        List<ProgressCall.Load> loads = loads();
        List<ProgressCall.Raise> raises = List.of();
        if (now - lastCheckNanos >= CHECK_INTERVAL.toNanos()) {
            raises = raises(partitions.all(), true);
            lastCheckNanos = now;
        } else if (now - lastRaiseNanos >= intervalNanos) {
            raises = raises(partitions.all(), false);
        }
        if (!raises.isEmpty()) {
            lastRaiseNanos = now;
        }
        if (!loads.isEmpty() || !raises.isEmpty()) {
            ask(new ProgressCall(loads, raises));
        }
    }

    /**
     * Has the progress of these raised to what is settled, and waits for it. Gives up where the target does not answer: then it is
     * not raised, and must not be committed.
     */
    void raiseNow(Collection<Assignment> assignments, Duration budget) throws InterruptedException {
        long start = nanoClock.getAsLong();
        while (!state.isStopping() && breaker.reason().isEmpty()) {
            long seen = progress.seen();
            if (takeAnswer()) {
                return;
            }
            List<ProgressCall.Raise> raises = raises(assignments, false);
            long left = budget.toNanos() - (nanoClock.getAsLong() - start);
            if (raises.isEmpty() || left <= 0) {
                return;
            }
            if (open.isEmpty()) {
                ask(new ProgressCall(List.of(), raises));
            }
            progress.await(seen, Duration.ofNanos(Math.min(left, LONGEST_WAIT.toNanos())));
        }
    }

    private void ask(ProgressCall call) {
        open = Optional.of(call);
        keeper.ask(call);
    }

    private List<ProgressCall.Load> loads() {
        List<ProgressCall.Load> loads = new ArrayList<>();
        for (Assignment assignment : partitions.all()) {
            if (partitions.isToBeLoaded(assignment)) {
                loads.add(new ProgressCall.Load(
                        assignment,
                        origin.key(assignment.partition(), assignment.topicId().orElseThrow())));
            }
        }
        return loads;
    }

    /** @param withKnown also of those that need not be raised, to see that it is still held */
    private List<ProgressCall.Raise> raises(Collection<Assignment> assignments, boolean withKnown) {
        List<ProgressCall.Raise> raises = new ArrayList<>();
        for (Assignment assignment : assignments) {
            long head = assignment.frontier().head();
            long covered = assignment.covered().orElse(0);
            boolean known = withKnown && covered > 0;
            if (assignment.isBegun() && !assignment.hasGap() && (head > covered || known)) {
                raises.add(new ProgressCall.Raise(
                        assignment,
                        new ProgressMark(
                                origin.key(
                                        assignment.partition(),
                                        assignment.topicId().orElseThrow()),
                                assignment.held(),
                                head)));
            }
        }
        return raises;
    }

    /** Returns whether the session with the target has ended. */
    private boolean takeAnswer() {
        Optional<ProgressCall.Answer> answer = open.flatMap(ProgressCall::answer);
        if (answer.isEmpty()) {
            return false;
        }
        ProgressCall call = open.orElseThrow();
        open = Optional.empty();
        if (answer.get() instanceof ProgressCall.Held held) {
            take(call, held);
            return false;
        }
        boolean ended = answer.get() instanceof ProgressCall.Failed failed && failed.sessionEnded();
        if (ended) {
            partitions.distrust();
        }
        return ended;
    }

    private void take(ProgressCall call, ProgressCall.Held held) {
        Map<Assignment, OptionalLong> begun = new HashMap<>();
        for (int i = 0; i < call.loads().size(); i++) {
            begun.put(call.loads().get(i).assignment(), held.loaded().get(i));
        }
        partitions.begin(begun);
        for (int i = 0; i < call.raises().size(); i++) {
            ProgressCall.Raise raise = call.raises().get(i);
            OptionalLong now = held.raised().get(i);
            partitions.raised(raise.assignment(), raise.mark().position(), now);
        }
    }
}
