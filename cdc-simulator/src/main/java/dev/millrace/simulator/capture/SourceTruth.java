package dev.millrace.simulator.capture;

import static dev.millrace.simulator.SimulatorError.SETTING_INVALID;
import static dev.millrace.simulator.SimulatorError.STORAGE_FOREIGN;
import static dev.millrace.simulator.SimulatorError.STORAGE_UNUSABLE;

import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.segment.SegmentCursor;
import dev.millrace.simulator.truth.TruthWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.OptionalLong;

/**
 * The true state of a Capture's source. The source is made anew for it, so the Capture may run meanwhile, or not at all; that takes as
 * long as making the changes once more.
 *
 * @param ordinal of the last change that counts
 * @param rows of all tables together
 */
public record SourceTruth(long ordinal, long rows) {

    /**
     * Writes the state after a change and the others of its unit of work.
     *
     * @param wanted the change; without it, the last one that is stored now
     * @throws SimulatorException {@code SETTING_INVALID} where the workload does not make this change, {@code STORAGE_FOREIGN} where it
     *     does not make those that are stored, and where the file cannot be written
     */
    public static SourceTruth write(CaptureSettings settings, OptionalLong wanted, Path file) {
        long ordinal = wanted.orElseGet(() -> stored(settings.directory()));
        CommittedUnits units =
                new CommittedUnits(Source.of(settings.source(), settings.seed(), Clock.systemUTC()), settings);
        units.passOver(ordinal, () -> false);
        if (units.ordinal() < ordinal && wanted.isPresent()) {
            throw new SimulatorException(
                    SETTING_INVALID,
                    "--ordinal",
                    "this workload makes " + units.ordinal() + " changes.",
                    "give one of them.");
        }
        if (wanted.isEmpty() && units.ordinal() != ordinal) {
            throw foreign(settings.directory(), ordinal);
        }
        TruthWriter.write(units.state(), file);
        return new SourceTruth(units.ordinal(), units.state().size());
    }

    private static long stored(Path directory) {
        try {
            return SegmentCursor.durable(directory);
        } catch (IOException unreadable) {
            throw new SimulatorException(
                    STORAGE_UNUSABLE,
                    directory.toString(),
                    "it does not say which change was stored last.",
                    "run this where the Capture's storage is, or give --ordinal.",
                    unreadable);
        }
    }

    /** What is stored is not of this workload. */
    static SimulatorException foreign(Path directory, long stored) {
        return new SimulatorException(
                STORAGE_FOREIGN,
                directory.toString(),
                "it holds " + stored + " changes that this workload does not make.",
                "give the settings of the workload that it was begun with, or an empty directory.");
    }
}
