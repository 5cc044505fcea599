package dev.millrace.bench.engine;

import dev.millrace.bench.run.BenchFailure;
import dev.millrace.bench.run.CommittedOffsets;
import dev.millrace.bench.run.Measured;
import dev.millrace.bench.run.ProcessCpu;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures one contestant in this JVM: lets it read the topic from the beginning, again and again, each time in a new group, until
 * its time is over. Its start is not measured, only what lies between the first record and the last.
 */
final class Rounds {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final RunSpec spec;

    Rounds(RunSpec spec) {
        this.spec = spec;
    }

    Measured run() throws InterruptedException {
        repeat(spec.warmUpSeconds());
        return repeat(spec.seconds());
    }

    private Measured repeat(double seconds) throws InterruptedException {
        Measured sum = Measured.NOTHING;
        long nanos = (long) (seconds * 1e9);
        while (nanos > sum.nanos()) {
            sum = sum.plus(round(nanos - sum.nanos()));
        }
        return sum;
    }

    private Measured round(long longestNanos) throws InterruptedException {
        String group = "bench-" + UUID.randomUUID();
        Measured measured;
        try (Contestant contestant = Contestant.start(spec, group)) {
            long before = awaitFirst(contestant);
            long start = System.nanoTime();
            long cpu = ProcessCpu.nanos();
            long settled = before;
            while (settled < spec.records() && System.nanoTime() - start < longestNanos) {
                LockSupport.parkNanos(LOOK_NANOS);
                settled = contestant.settled();
            }
            measured = new Measured(settled - before, System.nanoTime() - start, ProcessCpu.nanos() - cpu);
            if (settled > spec.records()) {
                throw new BenchFailure(settled + " of " + spec.records() + " records were settled");
            }
        }
        requireCommitted(group, measured.records());
        return measured;
    }

    private static long awaitFirst(Contestant contestant) {
        long start = System.nanoTime();
        long settled = contestant.settled();
        while (settled == 0) {
            if (System.nanoTime() - start > START_NANOS) {
                throw new BenchFailure("nothing was settled within a minute");
            }
            LockSupport.parkNanos(LOOK_NANOS);
            settled = contestant.settled();
        }
        return settled;
    }

    /**
     * What was counted has to be committed: a contestant that counts more than it has done is found out. Parallel Consumer commits
     * its lowest open offset and notes beside it what is done above.
     */
    private void requireCommitted(String group, long settled) throws InterruptedException {
        long committed = CommittedOffsets.sum(spec.bootstrapServers(), group);
        boolean complete = committed >= settled || spec.setup().peer() == Peer.PARALLEL_CONSUMER;
        if (!complete || committed > spec.records()) {
            throw new BenchFailure(settled + " records were counted, " + committed + " are committed");
        }
    }
}
