package dev.millrace.bench.postgres;

import dev.millrace.bench.postgres.Changes.Probe;
import dev.millrace.bench.run.BenchFailure;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Lets a JVM do for a while what it will be measured with, into a database that goes again. For one thread. */
record WarmUp(Field field) {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long HEALTH_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_START_NANOS = TimeUnit.SECONDS.toNanos(120);

    void run(Contestant contestant, Setting setting, Scenario scenario) throws InterruptedException {
        Database database = field.databases().empty(scenario.shape());
        try (ProbeQuery query = new ProbeQuery(database, scenario.shape())) {
            contestant.start(field.pass(setting, scenario, database));
            Changes.Probe any = new Probe(0, 0);
            awaitFirst(contestant, query, List.of(any));
            long end = System.nanoTime() + (long) (field.options().warmUpSeconds() * 1e9);
            for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
                requireNotInterrupted();
            }
            contestant.stop();
        } finally {
            field.databases().drop(database);
        }
    }

    /** Returns as soon as one of the changes can be seen, with when none could be seen for the last time. */
    static Moment awaitFirst(Contestant contestant, ProbeQuery query, List<Probe> changes) throws InterruptedException {
        Moment last = Moment.of(contestant);
        long start = last.nanos();
        long asked = start;
        while (query.visible(changes).isEmpty()) {
            if (last.nanos() - asked > HEALTH_NANOS) {
                contestant.state();
                asked = last.nanos();
            }
            if (last.nanos() - start > LONGEST_START_NANOS) {
                throw new BenchFailure("nothing was written within two minutes");
            }
            LockSupport.parkNanos(LOOK_NANOS);
            requireNotInterrupted();
            last = Moment.of(contestant);
        }
        return last;
    }

    /**
     * A point in a pass.
     *
     * @param nanos of this JVM's clock
     * @param cpuNanos that the contestant has spent until then
     */
    record Moment(long nanos, long cpuNanos) {
        static Moment of(Contestant contestant) {
            return new Moment(System.nanoTime(), ProcessUsage.cpuNanos(contestant.pid()));
        }
    }

    static void requireNotInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
