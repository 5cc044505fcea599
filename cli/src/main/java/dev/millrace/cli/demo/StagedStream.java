package dev.millrace.cli.demo;

import dev.millrace.launcher.CommandFailure;
import dev.millrace.launcher.ExitCode;
import dev.millrace.simulator.capture.Capture;
import dev.millrace.simulator.delivery.DeliveryCounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The changes through Capture, Publisher and Dispatcher, in processes of their own. */
final class StagedStream implements ChangeStream {
    private static final Pattern FAULTS =
            Pattern.compile("cdc_dispatcher_faults_total\\{fault=\"([a-z]+)\"} ([0-9.E]+)");
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
            made = Math.max(made, stages.durable());
            return made >= asked;
        });
    }

    @Override
    public void settle() throws InterruptedException {
        await("no change came into Kafka", () -> stages.acknowledged() >= made);
    }

    @Override
    public void finish() throws InterruptedException {
        await("the source did not end", stages::isDone);
        made = stages.durable();
        settle();
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
        long duplicates = 0;
        long replayed = 0;
        long late = 0;
        Matcher fault = FAULTS.matcher(stages.dispatcherMetrics().orElse(""));
        while (fault.find()) {
            long count = (long) Double.parseDouble(fault.group(2));
            switch (fault.group(1)) {
                case "duplicate" -> duplicates = count;
                case "replay" -> replayed = count;
                case "late" -> late = count;
                default -> {
                    // Others are not made in a demo.
                }
            }
        }
        return new DeliveryCounts(made, duplicates, replayed, late);
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
    public Map<String, Long> pids() {
        return stages.pids();
    }

    @Override
    public void close() {
        stages.close();
    }
}
