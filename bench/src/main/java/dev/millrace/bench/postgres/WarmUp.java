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

    /** Returns as soon as one of the changes can be seen. */
    static void awaitFirst(Contestant contestant, ProbeQuery query, List<Probe> changes) throws InterruptedException {
        long start = System.nanoTime();
        long asked = start;
        while (query.visible(changes).isEmpty()) {
            long now = System.nanoTime();
            if (now - asked > HEALTH_NANOS) {
                contestant.state();
                asked = now;
            }
            if (now - start > LONGEST_START_NANOS) {
                throw new BenchFailure("nothing was written within two minutes");
            }
            LockSupport.parkNanos(LOOK_NANOS);
            requireNotInterrupted();
        }
    }

    static void requireNotInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
