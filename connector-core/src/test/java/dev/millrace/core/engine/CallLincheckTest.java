package dev.millrace.core.engine;

import dev.millrace.core.target.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two threads answer while the lane takes: every answer once, and the lane never rests while one is there. */
public class CallLincheckTest {
    private static final long AWAKE = -1;
    /** Each of the two answers half of them, more than any scenario asks for. */
    private static final int WRITES = 32;

    private final Signal signal = new Signal();
    private final Queue<Call> announced = new ConcurrentLinkedQueue<>();
    private final Call call;
    private int nextEven;
    private int nextOdd = 1;
    /** Answers that have returned; each written by one of the two, read by the first. */
    private volatile int even;

    private volatile int odd;
    /** Whether the second has an answer under way, behind which later ones have to wait; written by it, read by the first. */
    private volatile boolean answering;

    /** What the lane has seen of the signal when it went to rest; written by the lane, read by the first who answers. */
    private volatile long restsAt = AWAKE;

    private volatile int taken;

    public CallLincheckTest() {
        Assignment assignment = Samples.assignment(Samples.P0, 0);
        List<RowTask> rows = new ArrayList<>();
        for (int i = 0; i < WRITES; i++) {
            rows.add(Samples.task(assignment, i, "row-" + i, 1));
        }
        call = new Call(new Piece(rows, 0, 0), 0, announced, signal);
        call.listen();
    }

    @Operation(nonParallelGroup = "first")
    public void answerEven() {
        call.answer(nextEven, Outcome.APPLIED);
        nextEven += 2;
        even = nextEven / 2;
    }

    @Operation(nonParallelGroup = "second")
    public void answerOdd() {
        answering = true;
        call.answer(nextOdd, Outcome.APPLIED);
        nextOdd += 2;
        odd = nextOdd / 2;
        answering = false;
    }

    /** Whether the lane rests, nothing has woken it up, and there is something to take. */
    @Operation(nonParallelGroup = "first")
    public boolean isForgotten() {
        int there = even + odd;
        return !answering && restsAt == signal.seen() && taken < there;
    }

    /** As a lane's thread does. */
    @Operation(nonParallelGroup = "lane")
    public void turn() {
        restsAt = AWAKE;
        long seen = signal.seen();
        @Nullable Call next = announced.poll();
        if (next == null) {
            restsAt = seen;
            return;
        }
        next.listen();
        while (next.hasAnswer()) {
            next.advance();
            next.settle();
        }
        taken = next.settled();
    }

    @Test
    void isLinearizable() {
        new ModelCheckingOptions()
                .threads(3)
                .actorsBefore(0)
                .actorsPerThread(2)
                .actorsAfter(2)
                .iterations(5)
                .invocationsPerIteration(100)
                .check(CallLincheckTest.class);
    }
}
