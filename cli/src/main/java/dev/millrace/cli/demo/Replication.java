package dev.millrace.cli.demo;

import dev.millrace.cli.verify.TargetKind;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

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
        Map<TargetKind, Scrape> before = scrapes();
        play("changes at a steady pace", paced - unmeasured, pace);
        catchUp("catching up, records");
        Map<TargetKind, Scrape> after = scrapes();
        stream.finish();
        catchUp("catching up, late records");
        Map<TargetKind, Measured> measured = new EnumMap<>(TargetKind.class);
        seconds.forEach((target, time) ->
                measured.put(target, measured(backlog / time, pace, scrape(before, target), scrape(after, target), 0)));
        return measured;
    }

    /** All changes spread over the time, while the connectors are killed again and again. */
    Map<TargetKind, Measured> withChaos(long changes, Duration time, long seed) throws InterruptedException {
        double pace = Math.max(1, changes / (time.toMillis() / 1000.0));
        tell("Starting the connectors …");
        together("starting", Replica::start);
        Map<TargetKind, Integer> kills = new ConcurrentHashMap<>();
        long start = System.nanoTime();
        AtomicBoolean over = new AtomicBoolean();
        List<Callable<?>> work = new ArrayList<>();
        work.add(() -> {
            try {
                stream.play(changes, pace);
                stream.finish();
            } finally {
                over.set(true);
            }
            return null;
        });
        for (int i = 0; i < replicas.size(); i++) {
            Replica replica = replicas.get(i);
            Chaos chaos = new Chaos(replica, out, seed + i);
            work.add(() -> {
                while (!over.get()) {
                    chaos.strike();
                    replica.connector().scrape();
                    MillraceProcess.pause();
                }
                kills.put(replica.target(), chaos.kills());
                return null;
            });
        }
        try (Progress progress = new Progress(out, "changes at the source", changes)) {
            Watched.run(work, () -> progress.at(stream.made()));
        }
        stream.settle();
        Map<TargetKind, Double> seconds = new ConcurrentHashMap<>();
        together("catching up, records", replica -> {
            replica.connector().awaitReady();
            replica.catchUp();
            seconds.put(replica.target(), (System.nanoTime() - start) / 1e9);
        });
        Map<TargetKind, Scrape> last = scrapes();
        Map<TargetKind, Measured> measured = new EnumMap<>(TargetKind.class);
        seconds.forEach((target, needed) -> measured.put(
                target,
                measured(changes / needed, pace, Scrape.NONE, scrape(last, target), kills.getOrDefault(target, 0))));
        return measured;
    }

    private static Measured measured(double perSecond, double pace, Scrape before, Scrape after, int kills) {
        return new Measured(perSecond, pace, after.latencySince(before, 0.5), after.latencySince(before, 0.99), kills);
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

    private Map<TargetKind, Scrape> scrapes() throws InterruptedException {
        Map<TargetKind, Scrape> scrapes = new EnumMap<>(TargetKind.class);
        for (Replica replica : replicas) {
            scrapes.put(replica.target(), replica.connector().scrape());
        }
        return scrapes;
    }

    private static Scrape scrape(Map<TargetKind, Scrape> scrapes, TargetKind target) {
        return scrapes.getOrDefault(target, Scrape.NONE);
    }

    private void tell(String line) {
        out.println(line);
        out.flush();
    }
}
