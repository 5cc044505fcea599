package dev.millrace.cli.soak;

import dev.millrace.simulator.delivery.FaultyDelivery;
import dev.millrace.simulator.playback.Pace;
import dev.millrace.simulator.playback.Playback;
import dev.millrace.simulator.playback.TimeSource;
import dev.millrace.simulator.source.Workload;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Plays a source's changes in the background, until it is told to rest. Everything but the playing is for one thread. */
final class Load implements AutoCloseable {
    private static final int PORTION = 50;

    private final Playback playback;
    private final Pace pace;
    private final ExecutorService player = Executors.newSingleThreadExecutor(task -> new Thread(task, "load"));
    /** Written by whoever steers, read by the player. */
    private volatile boolean resting = true;

    private Future<?> playing = java.util.concurrent.CompletableFuture.completedFuture(null);

    Load(Workload source, FaultyDelivery delivery, double changesPerSecond) {
        this.playback = new Playback(source, delivery, TimeSource.system(), played -> {});
        this.pace = Pace.perSecond(changesPerSecond);
    }

    /** As fast as it goes, and all of it sent. */
    void playNow(long changes) throws InterruptedException {
        playback.play(changes, Pace.unlimited());
        playback.flush();
    }

    void begin() {
        resting = false;
        playing = player.submit(() -> {
            while (!resting) {
                playback.play(PORTION, pace);
            }
            playback.flush();
            return null;
        });
    }

    /** Returns once everything is sent and the broker has it: what was held back, too. */
    void rest() throws InterruptedException {
        resting = true;
        try {
            playing.get(3, TimeUnit.MINUTES);
        } catch (ExecutionException | java.util.concurrent.TimeoutException broken) {
            throw new AssertionError("the load broke", broken);
        }
    }

    /** Changes of the source so far. For a load that rests. */
    long changes() {
        return playback.played();
    }

    @Override
    public void close() {
        player.shutdownNow();
    }
}
