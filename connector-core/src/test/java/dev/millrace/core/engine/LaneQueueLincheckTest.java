package dev.millrace.core.engine;

import java.util.Arrays;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** The poll loop hands over while the worker takes: everything once, in order, and no worker rests while something is there. */
@Param(name = "records", gen = IntGen.class, conf = "1:2")
public class LaneQueueLincheckTest {
    private static final long AWAKE = -1;
    /** More than any scenario hands over. */
    private static final int MOST = 16;

    private final Signal signal = new Signal();
    private final LaneQueue queue = new LaneQueue(signal);
    private final PendingRecord[] records = new PendingRecord[MOST];
    private int added;
    /** What the worker has seen of the signal when it went to rest, as {@code taken} written by the worker, read by the poll loop. */
    private volatile long restsAt = AWAKE;

    private volatile int taken;

    public LaneQueueLincheckTest() {
        Assignment assignment = Samples.assignment(Samples.P0, 0);
        for (int i = 0; i < MOST; i++) {
            records[i] = Samples.pending(assignment, i);
        }
    }

    @Operation(nonParallelGroup = "poll loop")
    public void add(@Param(name = "records") int count) {
        List<PendingRecord> poll = Arrays.asList(records).subList(added, added + count);
        added += count;
        queue.add(poll);
    }

    /** Whether the worker rests, nothing has woken it up, and there is something to do. */
    @Operation(nonParallelGroup = "poll loop")
    public boolean isForgotten() {
        return restsAt == signal.seen() && taken < added;
    }

    /** As a worker's thread does: it looks at the signal, then at the queue, and rests where there is nothing. */
    @Operation(nonParallelGroup = "worker")
    public long turn(@Param(name = "records") int most) {
        restsAt = AWAKE;
        long seen = signal.seen();
        int there = Math.min(most, queue.fill(most));
        long offsets = 0;
        for (int i = 0; i < there; i++) {
            offsets = offsets * MOST + queue.take().offset() + 1;
        }
        taken += there;
        if (there == 0) {
            restsAt = seen;
        }
        return offsets;
    }

    @Test
    void isLinearizable() {
        new ModelCheckingOptions()
                .threads(2)
                .actorsBefore(1)
                .actorsPerThread(3)
                .actorsAfter(2)
                .iterations(10)
                .invocationsPerIteration(100)
                .check(LaneQueueLincheckTest.class);
    }
}
