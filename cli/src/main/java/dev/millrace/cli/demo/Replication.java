package dev.millrace.cli.demo;

import dev.millrace.cli.CommandFailure;
import dev.millrace.cli.ExitCode;
import dev.millrace.simulator.bank.Bank;
import dev.millrace.simulator.delivery.FaultyDelivery;
import dev.millrace.simulator.delivery.KafkaDispatcher;
import dev.millrace.simulator.playback.Pace;
import dev.millrace.simulator.playback.Playback;
import dev.millrace.simulator.playback.TimeSource;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Plays the bank's changes through Kafka and the connector, and measures. For one thread. */
final class Replication {
    private static final double PACE = 500;
    private static final long MOST_PACED = 5_000;
    private static final int PACED_SHARE = 5;
    /** More than a change can be held back: what delivery had kept from before is out of the way then. */
    private static final long MOST_UNMEASURED = 300;

    private static final Duration STALL = Duration.ofMinutes(2);

    private final FaultyDelivery delivery;
    private final KafkaDispatcher dispatcher;
    private final Topics topics;
    private final ConnectorProcess connector;
    private final PrintWriter out;
    /** Written by whoever plays, read by whoever shows the progress. */
    private final AtomicLong played = new AtomicLong();

    private final Playback playback;

    Replication(
            Bank bank,
            FaultyDelivery delivery,
            KafkaDispatcher dispatcher,
            Topics topics,
            ConnectorProcess connector,
            PrintWriter out) {
        this.delivery = delivery;
        this.dispatcher = dispatcher;
        this.topics = topics;
        this.connector = connector;
        this.out = out;
        this.playback = new Playback(bank, delivery, TimeSource.system(), played::set);
    }

    /** A backlog for the connector to catch up with, then changes at a steady pace for another life of it. */
    Measured inTwoPhases(long changes) throws InterruptedException {
        long paced = Math.min(MOST_PACED, changes / PACED_SHARE);
        long backlog = changes - paced;
        play("changes at the source", backlog, Pace.unlimited());
        dispatcher.flush();
        connector.start();
        connector.awaitReady();
        long start = System.nanoTime();
        awaitReplicated("catching up, records");
        double seconds = (System.nanoTime() - start) / 1e9;
        out.println("The connector is stopped and started again: what is sent twice from now on, it has never seen.");
        connector.terminate();
        connector.start();
        connector.awaitReady();
        long unmeasured = Math.min(MOST_UNMEASURED, paced / 2);
        play("changes at a steady pace, to warm up", unmeasured, Pace.perSecond(PACE));
        awaitReplicated("catching up, records");
        Scrape before = connector.scrape();
        play("changes at a steady pace", paced - unmeasured, Pace.perSecond(PACE));
        dispatcher.flush();
        awaitReplicated("catching up, records");
        Scrape after = connector.scrape();
        playback.flush();
        awaitReplicated("catching up, late records");
        return new Measured(
                backlog / seconds, PACE, after.latencySince(before, 0.5), after.latencySince(before, 0.99), 0);
    }

    /** All changes spread over the time, while the connector is killed again and again. */
    Measured withChaos(long changes, Duration time, long seed) throws InterruptedException {
        double pace = Math.max(1, changes / (time.toMillis() / 1000.0));
        connector.start();
        connector.awaitReady();
        Chaos chaos = new Chaos(connector, out, seed);
        long start = System.nanoTime();
        ExecutorService player = Executors.newSingleThreadExecutor();
        try (Progress progress = new Progress(out, "changes at the source", changes)) {
            Future<?> playing = player.submit(() -> {
                playback.play(changes, Pace.perSecond(pace));
                playback.flush();
                return null;
            });
            while (!playing.isDone()) {
                chaos.strike();
                connector.scrape();
                progress.at(played.get());
                ConnectorProcess.pause();
            }
            playing.get();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException("the source broke", failure.getCause());
        } finally {
            player.shutdownNow();
        }
        connector.awaitReady();
        awaitReplicated("catching up, records");
        double seconds = (System.nanoTime() - start) / 1e9;
        Scrape last = connector.scrape();
        return new Measured(
                changes / seconds,
                pace,
                last.latencySince(Scrape.NONE, 0.5),
                last.latencySince(Scrape.NONE, 0.99),
                chaos.kills());
    }

    /** How many changes the source has made. */
    long changes() {
        return playback.played();
    }

    /** What delivery did to them. */
    FaultyDelivery delivery() {
        return delivery;
    }

    private void play(String what, long changes, Pace pace) throws InterruptedException {
        long before = playback.played();
        ExecutorService player = Executors.newSingleThreadExecutor();
        try (Progress progress = new Progress(out, what, changes)) {
            Future<?> playing = player.submit(() -> {
                playback.play(changes, pace);
                return null;
            });
            while (!playing.isDone()) {
                progress.at(played.get() - before);
                ConnectorProcess.pause();
            }
            playing.get();
            progress.at(changes);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException("the source broke", failure.getCause());
        } finally {
            player.shutdownNow();
        }
    }

    /** Counts the records that wait in Kafka now: those that the connector has not replicated while changes were made. */
    private void awaitReplicated(String what) throws InterruptedException {
        dispatcher.flush();
        long lag = topics.lag();
        long total = lag;
        long best = lag;
        long lastAdvance = System.nanoTime();
        try (Progress progress = new Progress(out, what, total)) {
            while (lag > 0) {
                connector.requireAlive();
                connector.scrape();
                lag = topics.lag();
                progress.at(total - lag);
                if (lag < best) {
                    best = lag;
                    lastAdvance = System.nanoTime();
                } else if (System.nanoTime() - lastAdvance > STALL.toNanos()) {
                    throw new CommandFailure(
                            ExitCode.FAILED,
                            "the connector has not advanced for " + STALL.toSeconds() + " s, " + lag
                                    + " records behind",
                            "see " + connector.logFile());
                }
                ConnectorProcess.pause();
            }
        }
    }
}
