package dev.millrace.cli.demo;

import dev.millrace.core.observe.MetricsPage;
import dev.millrace.launcher.CommandFailure;
import dev.millrace.launcher.ExitCode;
import dev.millrace.simulator.capture.Capture;
import dev.millrace.simulator.delivery.DeliveryCounts;
import dev.millrace.simulator.pipeline.StageFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/** The changes through Capture, Publisher and Dispatcher, in processes of their own. */
final class StagedStream implements ChangeStream {
    private static final Duration STALL = Duration.ofMinutes(2);

    private final Stages stages;
    private final StageFiles files;
    private long asked;
    /** Written by whoever plays, read by whoever shows the progress. */
    private volatile long made;

    StagedStream(Stages stages, StageFiles files) {
        this.stages = stages;
        this.files = files;
    }

    @Override
    public void play(long changes, double perSecond) throws InterruptedException {
        asked += changes;
        stages.capture(asked, perSecond == UNLIMITED ? 0 : Math.max(1, Math.round(perSecond)));
        await("the source made no change", () -> {
            look();
            return made >= asked;
        });
    }

    @Override
    public void settle() throws InterruptedException {
        await("no change came into Kafka", () -> stages.acknowledged() >= made);
    }

    @Override
    public void finish() throws InterruptedException {
        await("the source did not end", () -> look().done());
        settle();
    }

    private Stages.Source look() throws InterruptedException {
        Stages.Source source = stages.source();
        // A new life of Capture has to read what is stored before it knows how much that is.
        made = Math.max(made, source.durable());
        return source;
    }

    /** Something that is so or not. */
    private interface Condition {
        boolean holds() throws InterruptedException;
    }

    private void await(String complaint, Condition condition) throws InterruptedException {
        long progress = -1;
        long since = System.nanoTime();
        while (!condition.holds()) {
            stages.requireAlive();
            long now = stages.acknowledged() + made;
            if (now > progress) {
                progress = now;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > STALL.toNanos()) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        complaint + " for " + STALL.toSeconds() + " s",
                        "see capture.log, publisher.log and dispatcher.log in the run's directory");
            }
            MillraceProcess.pause();
        }
    }

    @Override
    public long made() {
        return made;
    }

    @Override
    public DeliveryCounts counts() throws InterruptedException {
        MetricsPage dispatched = stages.dispatched();
        return new DeliveryCounts(
                made, faults(dispatched, "duplicate"), faults(dispatched, "replay"), faults(dispatched, "late"));
    }

    private static long faults(MetricsPage dispatched, String kind) {
        return (long) dispatched.sum("cdc_dispatcher_faults_total", "fault", kind);
    }

    @Override
    public void writeTruth(Path file) {
        try {
            Files.copy(
                    files.storage().resolve(Capture.TRUTH_FILE),
                    file,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public List<MillraceProcess> processes() {
        return stages.all();
    }

    @Override
    public void close() {
        stages.close();
    }
}
