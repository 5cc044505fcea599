package dev.millrace.cli.demo;

import dev.millrace.cli.verify.TargetKind;
import dev.millrace.core.observe.MetricsHistogram;
import dev.millrace.core.observe.MetricsPage;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Plays the bank's changes through Kafka and the connectors, and measures. For one thread. */
final class Replication {
    /** In changes per second: what a small machine does with ease, for one store or for several at once. */
    private static final double PACE_OF_ONE = 500;

    private static final double PACE_OF_SEVERAL = 100;
    private static final int MOST_PACED_SECONDS = 10;
    private static final int PACED_SHARE = 5;
    /** More than a change can be held back: what delivery had kept from before is out of the way then. */
    private static final long MOST_UNMEASURED = 300;

    private final ChangeStream stream;
    private final List<Replica> replicas;
    private final PrintWriter out;

    /** What one replica does while the others do the same. */
    private interface Part {
        void run(Replica replica) throws InterruptedException;
    }

    Replication(ChangeStream stream, List<Replica> replicas, PrintWriter out) {
        this.stream = stream;
        this.replicas = replicas;
        this.out = out;
    }

    /** A backlog for the connectors to catch up with, then changes at a steady pace for another life of each. */
    Map<TargetKind, Measured> inTwoPhases(long changes) throws InterruptedException {
        double pace = replicas.size() == 1 ? PACE_OF_ONE : PACE_OF_SEVERAL;
        long paced = Math.min((long) (pace * MOST_PACED_SECONDS), changes / PACED_SHARE);
        long backlog = changes - paced;
        play("changes at the source", backlog, ChangeStream.UNLIMITED);
        stream.settle();
        Map<TargetKind, Double> seconds = new ConcurrentHashMap<>();
        tell("Starting the connectors …");
        together("catching up, records", replica -> {
            replica.start();
            seconds.put(replica.target(), catchUp(replica));
            tell("The connector of " + replica.target().title()
                    + " is stopped and started again: what is sent twice from now on, it has never seen.");
            replica.connector().terminate();
            replica.start();
        });
        long unmeasured = Math.min(MOST_UNMEASURED, paced / 2);
        play("changes at a steady pace, to warm up", unmeasured, pace);
        catchUp("catching up, records");
        Map<TargetKind, MetricsHistogram> before = latencies();
        play("changes at a steady pace", paced - unmeasured, pace);
        catchUp("catching up, records");
        Map<TargetKind, MetricsHistogram> after = latencies();
        stream.finish();
        catchUp("catching up, late records");
        Map<TargetKind, Measured> measured = new EnumMap<>(TargetKind.class);
        seconds.forEach((target, time) -> measured.put(
                target, measured(backlog / time, pace, of(after, target).since(of(before, target)))));
        return measured;
    }

    /** All changes spread over the time, while the connectors and what brings the changes to them are killed again and again. */
    Map<TargetKind, Measured> withChaos(long changes, Duration time, long seed) throws InterruptedException {
        double pace = Math.max(1, changes / (time.toMillis() / 1000.0));
        tell("Starting the connectors …");
        together("starting", Replica::start);
        long start = System.nanoTime();
        AtomicBoolean over = new AtomicBoolean();
        Callable<?> player = () -> {
            try {
                stream.play(changes, pace);
                stream.settle();
            } finally {
                over.set(true);
            }
            return null;
        };
        Callable<?> killer = () -> {
            // Before the first change not all of them run.
            while (stream.made() == 0) {
                MillraceProcess.pause();
            }
            Chaos chaos = new Chaos(processes(), out, seed);
            while (!over.get() || !chaos.hasStruckAll()) {
                chaos.strike();
                MillraceProcess.pause();
            }
            return null;
        };
        try (Progress progress = new Progress(out, "changes at the source", changes)) {
            Watched.run(List.of(player, killer), () -> progress.at(stream.made()));
        }
        stream.finish();
        Map<TargetKind, Double> seconds = new ConcurrentHashMap<>();
        together("catching up, records", replica -> {
            replica.connector().awaitReady();
            replica.catchUp();
            seconds.put(replica.target(), (System.nanoTime() - start) / 1e9);
        });
        Map<TargetKind, MetricsHistogram> last = latencies();
        Map<TargetKind, Measured> measured = new EnumMap<>(TargetKind.class);
        seconds.forEach((target, needed) -> measured.put(target, measured(changes / needed, pace, of(last, target))));
        return measured;
    }

    private List<MillraceProcess> processes() {
        return Stream.concat(stream.processes().stream(), replicas.stream().map(Replica::connector))
                .toList();
    }

    private static Measured measured(double perSecond, double pace, MetricsHistogram latency) {
        return new Measured(perSecond, pace, latency.quantile(0.5), latency.quantile(0.99));
    }

    private void play(String what, long changes, double pace) throws InterruptedException {
        long before = stream.made();
        Callable<?> player = () -> {
            stream.play(changes, pace);
            return null;
        };
        try (Progress progress = new Progress(out, what, changes)) {
            Watched.run(List.of(player), () -> progress.at(stream.made() - before));
        }
    }

    /** Seconds until nothing is behind. */
    private static double catchUp(Replica replica) throws InterruptedException {
        long start = System.nanoTime();
        replica.catchUp();
        return (System.nanoTime() - start) / 1e9;
    }

    private void catchUp(String what) throws InterruptedException {
        stream.settle();
        together(what, Replica::catchUp);
    }

    /** Counts the records that wait for all replicas now: those that were not replicated while changes were made. */
    private void together(String what, Part part) throws InterruptedException {
        long total = 0;
        List<Callable<?>> work = new ArrayList<>();
        for (Replica replica : replicas) {
            replica.look();
            total += replica.behind();
            work.add(() -> {
                part.run(replica);
                return null;
            });
        }
        long all = total;
        try (Progress progress = new Progress(out, what, all)) {
            Watched.run(work, () -> progress.at(all - behind()));
        }
    }

    private long behind() {
        return replicas.stream().mapToLong(Replica::behind).sum();
    }

    /** What the connectors have measured in their lives of now. */
    private Map<TargetKind, MetricsHistogram> latencies() throws InterruptedException {
        Map<TargetKind, MetricsHistogram> latencies = new EnumMap<>(TargetKind.class);
        for (Replica replica : replicas) {
            MetricsPage metrics = replica.connector().scrape();
            latencies.put(replica.target(), metrics.histogram("cdc_end_to_end_latency_seconds"));
        }
        return latencies;
    }

    private static MetricsHistogram of(Map<TargetKind, MetricsHistogram> latencies, TargetKind target) {
        return Optional.ofNullable(latencies.get(target)).orElseThrow();
    }

    private void tell(String line) {
        out.println(line);
        out.flush();
    }
}
