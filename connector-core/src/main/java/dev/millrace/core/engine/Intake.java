package dev.millrace.core.engine;

import dev.millrace.core.failure.Breaker;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What has come in and is not settled, and so which partitions may bring more and which rest. For the poll loop's thread.
 */
final class Intake {
    private final EngineState state;
    private final Breaker breaker;
    private final Partitions partitions;
    private final Pauses pauses;
    private final int pipelineDepth;
    private final Budget budget;
    private final Deque<PollBatch> inFlight = new ArrayDeque<>();
    private boolean draining;

    Intake(EngineState state, Breaker breaker, Partitions partitions, Pauses pauses, EngineSettings settings) {
        this.state = state;
        this.breaker = breaker;
        this.partitions = partitions;
        this.pauses = pauses;
        this.pipelineDepth = settings.pipelineDepth();
        this.budget = new Budget(settings.inFlightRecords(), settings.inFlightBytes());
    }

    /** A poll has brought something, which is handed out. */
    void took(PollBatch batch) {
        inFlight.addLast(batch);
    }

    /** Nothing more is to come. */
    void drain() {
        draining = true;
    }

    /** Pauses and resumes as it has to be now. Returns whether a poll may bring something, an assignment included. */
    boolean adjust() {
        inFlight.removeIf(PollBatch::isDone);
        pauses.apply(partitions.all(), this::reasonToRest);
        return partitions.all().isEmpty() || pauses.leaveRoom(partitions.all().size());
    }

    private Optional<PauseReason> reasonToRest(Assignment assignment) {
        if (assignment.hasGap()) {
            return Optional.of(PauseReason.GAP);
        }
        if (!assignment.isBegun()) {
            // A target that is away says nothing either: then that is what has to be mended.
            return Optional.of(breaker.reason().isPresent() ? PauseReason.BREAKER : PauseReason.PROGRESS);
        }
        Optional<Halt> halt = state.halted();
        if (halt.isPresent()) {
            return Optional.of(halt.get() == Halt.POISON_LIMIT ? PauseReason.POISON_LIMIT : PauseReason.SOURCE);
        }
        if (assignment.waitsForSchema()) {
            return Optional.of(PauseReason.SCHEMA);
        }
        if (breaker.reason().isPresent() && !inFlight.isEmpty()) {
            // With nothing in flight something has to come, or nobody would probe.
            return Optional.of(PauseReason.BREAKER);
        }
        if (draining) {
            return Optional.of(PauseReason.DRAIN);
        }
        if (inFlight.size() >= pipelineDepth) {
            return Optional.of(PauseReason.PIPELINE);
        }
        boolean full = budget.isUsedUp(assignment.frontier(), partitions.all().size());
        return full ? Optional.of(PauseReason.BUDGET) : Optional.empty();
    }

    /** Polls that kept the pipeline busy when the pauses were last adjusted, or came since. */
    int polls() {
        return inFlight.size();
    }

    /** Whether nothing that was polled keeps the pipeline busy. */
    boolean isIdle() {
        return inFlight.stream().allMatch(PollBatch::isDone);
    }
}
