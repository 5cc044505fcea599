package dev.millrace.bench.postgres;

import dev.millrace.bench.postgres.Changes.Probe;
import dev.millrace.bench.run.BenchFailure;
import dev.millrace.bench.run.Measured;
import dev.millrace.bench.run.Worker;
import dev.millrace.bench.sample.TopicWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Measures how long changes take at a steady rate: one in {@value SteadyChanges#EACH} is looked for in the table. For one thread. */
record LatencyTurn(Field field) {
    /** Often enough for what is measured, and so seldom that looking costs the entrants next to nothing. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private static final long LONGEST_TAIL_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final Scenario SCENARIO = Scenario.LATENCY;

    Latencies run(Setting setting) throws InterruptedException {
        Databases databases = field.databases();
        try (Contestant contestant = field.launch(setting)) {
            new WarmUp(field).run(contestant, setting, SCENARIO);
            Database database = databases.empty(SCENARIO.shape());
            String topic = Changes.topic(SCENARIO) + "." + contestant.pid();
            TopicWriter.create(field.bootstrapServers(), topic, ChangeRecords.PARTITIONS);
            try (ProbeQuery query = new ProbeQuery(database, SCENARIO.shape())) {
                contestant.start(field.pass(setting, SCENARIO, topic, database));
                return measured(contestant, new SteadyChanges(field.bootstrapServers(), topic, setting), query);
            } finally {
                databases.drop(database);
            }
        }
    }

    private Latencies measured(Contestant contestant, SteadyChanges changes, ProbeQuery query)
            throws InterruptedException {
        double warmUp = field.options().warmUpSeconds();
        Worker producer = Worker.start(
                "producer", () -> changes.send(warmUp + field.options().latencySeconds()));
        List<Long> nanos = new ArrayList<>();
        long start = System.nanoTime();
        long from = start + (long) (warmUp * 1e9);
        long end = from + (long) (field.options().latencySeconds() * 1e9);
        long before = ProcessUsage.cpuNanos(contestant.pid());
        boolean warm = false;
        List<Sent> missing = new ArrayList<>();
        while (System.nanoTime() < end || !missing.isEmpty()) {
            if (!warm && System.nanoTime() >= from) {
                before = ProcessUsage.cpuNanos(contestant.pid());
                warm = true;
            }
            if (System.nanoTime() > end + LONGEST_TAIL_NANOS) {
                producer.join();
                contestant.state();
                throw new BenchFailure(missing.size() + " changes were not seen within 30 s");
            }
            changes.takeSent(missing);
            look(query, missing, from, nanos);
            LockSupport.parkNanos(LOOK_NANOS);
            WarmUp.requireNotInterrupted();
        }
        long cpu = ProcessUsage.cpuNanos(contestant.pid()) - before;
        producer.join();
        contestant.stop();
        long seconds = (long) (field.options().latencySeconds() * 1e9);
        Measured measured =
                new Measured((long) (SteadyChanges.PER_SECOND * field.options().latencySeconds()), seconds, cpu);
        return Latencies.of(
                nanos.stream().mapToLong(Long::longValue).toArray(), measured, ProcessUsage.peakKib(contestant.pid()));
    }

    /** Takes those away that can be seen; those that were sent before the time count for nothing. */
    private static void look(ProbeQuery query, List<Sent> missing, long from, List<Long> nanos) {
        if (missing.isEmpty()) {
            return;
        }
        List<Integer> seen = query.visible(missing.stream().map(Sent::probe).toList());
        long now = System.nanoTime();
        seen.stream()
                .map(missing::get)
                .filter(sent -> sent.nanos() >= from)
                .forEach(sent -> nanos.add(now - sent.nanos()));
        missing.removeAll(seen.stream().map(missing::get).toList());
    }

    /**
     * A change that is looked for.
     *
     * @param nanos when the producer was called
     */
    record Sent(Probe probe, long nanos) {}
}
