package dev.millrace.simulator.capture;

import static dev.millrace.simulator.SimulatorError.SETTING_INVALID;
import static dev.millrace.simulator.SimulatorError.STORAGE_FOREIGN;
import static dev.millrace.simulator.SimulatorError.STORAGE_UNUSABLE;

import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.segment.LogEnd;
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
     * @param wanted the change, 0 for the state before the first; without it, the last one that is stored now
     * @throws SimulatorException {@code SETTING_INVALID} where the workload does not make this change, {@code STORAGE_FOREIGN} where it
     *     does not make those that are stored, and where the file cannot be written
     */
    public static SourceTruth write(CaptureSettings settings, OptionalLong wanted, Path file) {
        CommittedUnits units =
                wanted.isPresent() ? asOf(settings, wanted.getAsLong()) : asOf(settings, stored(settings.directory()));
        TruthWriter.write(units.state(), file);
        return new SourceTruth(units.ordinal(), units.state().size());
    }

    private static CommittedUnits asOf(CaptureSettings settings, long wanted) {
        if (wanted < 0) {
            throw invalid("there is no change " + wanted + ".");
        }
        CommittedUnits units = passedOver(settings, wanted);
        if (units.ordinal() < wanted) {
            throw invalid("this workload makes " + units.ordinal() + " changes.");
        }
        return units;
    }

    private static SimulatorException invalid(String why) {
        return new SimulatorException(SETTING_INVALID, "--ordinal", why, "give the ordinal of one of its changes.");
    }

    private static CommittedUnits asOf(CaptureSettings settings, LogEnd stored) {
        CommittedUnits units = passedOver(settings, stored.ordinal());
        if (!units.isAt(stored)) {
            throw foreign(settings.directory(), stored.ordinal());
        }
        return units;
    }

    private static CommittedUnits passedOver(CaptureSettings settings, long ordinal) {
        CommittedUnits units =
                new CommittedUnits(Source.of(settings.source(), settings.seed(), Clock.systemUTC()), settings);
        units.passOver(ordinal, () -> false);
        return units;
    }

    private static LogEnd stored(Path directory) {
        try {
            return SegmentCursor.end(directory);
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
