package dev.millrace.cli.soak;

import static org.awaitility.Awaitility.await;

import dev.millrace.simulator.delivery.FaultyDelivery;
import dev.millrace.simulator.playback.Pace;
import dev.millrace.simulator.playback.Playback;
import dev.millrace.simulator.playback.TimeSource;
import dev.millrace.simulator.source.SourceChange;
import dev.millrace.simulator.source.Workload;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Plays a source's changes in the background, until it is told to rest. Everything but the playing is for one thread. */
public final class Load implements AutoCloseable {
    private static final int PORTION = 50;
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final Duration STEP = Duration.ofMillis(20);

    private final Playback playback;
    private final Pace pace;
    private final ExecutorService player = Executors.newSingleThreadExecutor(task -> new Thread(task, "load"));
    /** Written by whoever steers, read by the player. */
    private volatile boolean resting = true;

    /** Written by whoever plays, read by whoever steers. */
    private final AtomicLong played = new AtomicLong();

    private Future<?> playing = CompletableFuture.completedFuture(null);

    public Load(Workload source, FaultyDelivery<SourceChange> delivery, double changesPerSecond) {
        this.playback = new Playback(source, delivery, TimeSource.system(), played::set);
        this.pace = Pace.perSecond(changesPerSecond);
    }

    /** As fast as it goes, and all of it sent. */
    public void playNow(long changes) throws InterruptedException {
        playback.play(changes, Pace.unlimited());
        playback.flush();
    }

    public void begin() {
        resting = false;
        playing = player.submit(() -> {
            while (!resting) {
                playback.play(PORTION, pace);
            }
            playback.flush();
            return null;
        });
    }

    /** Waits until the source has made so many changes in all. */
    public void awaitChanges(long count) {
        await("changes at the source").atMost(LONGEST).pollInterval(STEP).until(() -> {
            if (playing.isDone()) {
                playing.get();
            }
            return played.get() >= count;
        });
    }

    /** Waits until the source has made so many changes more. */
    public void awaitMore(long count) {
        awaitChanges(played.get() + count);
    }

    /** Returns once everything is sent and the broker has it: what was held back, too. */
    public void rest() throws InterruptedException {
        resting = true;
        try {
            playing.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException broken) {
            throw new AssertionError("the load broke", broken);
        }
    }

    /** Changes of the source so far. */
    public long changes() {
        return played.get();
    }

    @Override
    public void close() {
        player.shutdownNow();
    }
}
