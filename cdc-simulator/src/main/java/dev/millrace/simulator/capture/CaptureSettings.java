package dev.millrace.simulator.capture;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.simulator.playback.Pace;
import dev.millrace.simulator.process.ObserveSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How a Capture is configured.
 *
 * @param directory of the stored changes
 * @param segmentBytes of a file
 * @param maxBytes of all files: beyond it the source's log is not read
 * @param replayWindow how long changes are kept at least, acknowledged or not
 * @param changes of the workload, all together; {@link Long#MAX_VALUE} without an end
 * @param load how the rows that the source begins with are captured
 * @param until the change at which to stop making more; a later start goes on
 */
public record CaptureSettings(
        String name,
        Path directory,
        long segmentBytes,
        long maxBytes,
        Duration replayWindow,
        SourceSettings source,
        long seed,
        long changes,
        LoadMode load,
        long until,
        LogShape shape,
        Pace pace,
        ObserveSettings observe) {
    private static final long MEGABYTE = 1L << 20;
    private static final int USUAL_OBSERVE_PORT = 9405;
    private static final Duration USUAL_REPLAY_WINDOW = Duration.ofDays(3);
    private static final double THOUSAND = 1000;

    /** @throws dev.millrace.core.config.ConfigurationException with every problem */
    public static CaptureSettings read(Path file, Map<String, String> environment) {
        ConfigReader reader = ConfigReader.of(file, environment);
        CaptureSettings settings = read(reader);
        reader.finish();
        return settings;
    }

    /** What is wrong is told by the reader's {@code finish()}. */
    public static CaptureSettings read(ConfigReader reader) {
        int changes = reader.whole(
                "workload.changes",
                0,
                0,
                Integer.MAX_VALUE,
                "Changes at the source, the initial load included; 0: without an end.");
        int segment = reader.whole("storage.segment-megabytes", 64, 1, 1024, "Size of a file of stored changes.");
        int most = reader.whole(
                "storage.max-megabytes",
                4096,
                2,
                Integer.MAX_VALUE,
                "Size of all files. When it is reached, nothing more is read of the source's log until files can be removed.");
        if (most < 2 * segment) {
            reader.problem(
                    ProblemCode.CONFIG_VALUE_INVALID,
                    "storage.max-megabytes",
                    most + " is less than two files of storage.segment-megabytes, " + segment,
                    "give at least twice that");
        }
        return new CaptureSettings(
                reader.text("name", "bank", "Name of the source."),
                Path.of(reader.text("storage.directory", "/var/lib/millrace", "Where changes are stored.")),
                segment * MEGABYTE,
                most * MEGABYTE,
                reader.duration(
                        "storage.replay-window",
                        USUAL_REPLAY_WINDOW,
                        Duration.ZERO,
                        Duration.ofDays(365),
                        "How long changes are kept, acknowledged or not."),
                SourceSettings.read(reader),
                reader.whole("workload.seed", 1, 0, Integer.MAX_VALUE, "The same seed makes the same changes."),
                orEndless(changes),
                reader.choice(
                        "workload.load",
                        LoadMode.LOGGED,
                        "How the rows that the source begins with are captured. `logged`: as changes, before all others; `concurrent`: by a"
                                + " load that reads them while they change."),
                orEndless(reader.whole(
                        "workload.until",
                        0,
                        0,
                        Integer.MAX_VALUE,
                        "Make no more changes from this one on; a later start goes on. 0: up to workload.changes.")),
                new LogShape(
                        reader.whole(
                                        "workload.rollbacks-per-thousand",
                                        20,
                                        0,
                                        1000,
                                        "Units of work of a thousand that are rolled back first, and then tried again.")
                                / THOUSAND,
                        reader.whole(
                                        "workload.long-units-per-thousand",
                                        20,
                                        0,
                                        1000,
                                        "Units of work of a thousand that stay open while later ones commit.")
                                / THOUSAND),
                PaceSettings.read(reader),
                ObserveSettings.read(reader, USUAL_OBSERVE_PORT));
    }

    private static long orEndless(int count) {
        return count == 0 ? Long.MAX_VALUE : count;
    }
}
