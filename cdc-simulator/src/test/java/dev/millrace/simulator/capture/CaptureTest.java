package dev.millrace.simulator.capture;

import static dev.millrace.simulator.capture.BankCapture.CHANGES;
import static dev.millrace.simulator.capture.BankCapture.LIMIT;
import static dev.millrace.simulator.capture.BankCapture.captureUntil;
import static dev.millrace.simulator.capture.BankCapture.durable;
import static dev.millrace.simulator.capture.BankCapture.parts;
import static dev.millrace.simulator.capture.BankCapture.settings;
import static dev.millrace.simulator.capture.BankCapture.stored;
import static dev.millrace.simulator.capture.BankCapture.withSeed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.simulator.SimulatorError;
import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.playback.TimeSource;
import dev.millrace.simulator.segment.StoredPart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CaptureTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(LoadMode.class)
    void one_that_is_stopped_and_started_again_stores_what_one_that_runs_on_does(LoadMode load) throws Exception {
        Path whole = directory.resolve("whole");
        captureUntil(settings(whole, load, Long.MAX_VALUE));
        long changes = durable(whole);
        Path pieces = directory.resolve("pieces");
        for (long until : List.of(1L, 500L, 501L, 1_700L, changes - 10, Long.MAX_VALUE)) {
            captureUntil(settings(pieces, load, until));
        }

        List<String> expected = stored(whole);
        assertEquals(changes, expected.size());
        assertEquals(expected, stored(pieces));
        assertEquals(
                Files.readString(whole.resolve(Capture.TRUTH_FILE)),
                Files.readString(pieces.resolve(Capture.TRUTH_FILE)));
    }

    @Test
    void the_clock_never_goes_back_and_ties_are_kept() throws Exception {
        captureUntil(directory, CHANGES, CHANGES);

        long last = 0;
        int ties = 0;
        for (StoredPart part : parts(directory)) {
            long stck = part.header().stck();
            assertTrue(Long.compareUnsigned(stck, last) >= 0, "in the order of the log");
            ties += stck == last ? 1 : 0;
            last = stck;
        }
        assertTrue(ties > 10, ties + " ties");
    }

    @Test
    void the_directory_of_another_workload_is_refused() throws Exception {
        captureUntil(directory, CHANGES, 100);

        SimulatorException foreign = assertThrows(
                SimulatorException.class,
                () -> new Capture(
                                settings(directory, 20, Long.MAX_VALUE, 1 << 30, Duration.ofDays(1)),
                                Clock.systemUTC(),
                                TimeSource.system())
                        .run());
        assertEquals(SimulatorError.STORAGE_FOREIGN, foreign.code());
    }

    /** Other changes may well end a unit of work at the same place. */
    @Test
    void the_directory_of_another_seed_is_refused() throws Exception {
        captureUntil(directory, CHANGES, 1_000);
        CaptureSettings begun = settings(directory, CHANGES, 1, 1 << 30, Duration.ofDays(1));
        for (int seed = 6; seed < 16; seed++) {
            Capture other = new Capture(withSeed(begun, seed), Clock.systemUTC(), TimeSource.system());
            SimulatorException foreign =
                    assertThrows(SimulatorException.class, () -> assertTimeoutPreemptively(LIMIT, other::run));
            assertEquals(SimulatorError.STORAGE_FOREIGN, foreign.code());
        }
    }

    @Test
    void one_that_is_to_stop_does_not_read_the_whole_log_first() throws Exception {
        captureUntil(directory, CHANGES, 100);

        // Of a workload that would be refused if it were read.
        Capture capture = new Capture(
                settings(directory, 20, Long.MAX_VALUE, 1 << 30, Duration.ofDays(1)),
                Clock.systemUTC(),
                TimeSource.system());
        capture.stop();
        capture.run();

        assertTrue(durable(directory) >= 100);
    }
}
