package dev.millrace.simulator.capture;

import static dev.millrace.simulator.capture.BankCapture.CHANGES;
import static dev.millrace.simulator.capture.BankCapture.captureUntil;
import static dev.millrace.simulator.capture.BankCapture.durable;
import static dev.millrace.simulator.capture.BankCapture.settings;
import static dev.millrace.simulator.capture.BankCapture.withSeed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.simulator.SimulatorError;
import dev.millrace.simulator.SimulatorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SourceTruthTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(LoadMode.class)
    void the_truth_can_be_asked_for_as_of_any_change(LoadMode load) throws Exception {
        CaptureSettings settings = settings(directory.resolve("storage"), load, 1_000);
        captureUntil(settings);
        Path asked = directory.resolve("asked.jsonl");
        SourceTruth now = SourceTruth.write(settings, OptionalLong.empty(), asked);
        assertEquals(durable(settings.directory()), now.ordinal());
        String then = Files.readString(asked);

        CaptureSettings goingOn = settings(settings.directory(), load, Long.MAX_VALUE);
        captureUntil(goingOn);
        SourceTruth.write(goingOn, OptionalLong.empty(), asked);
        assertEquals(Files.readString(settings.directory().resolve(Capture.TRUTH_FILE)), Files.readString(asked));
        assertNotEquals(then, Files.readString(asked));
        assertEquals(now, SourceTruth.write(goingOn, OptionalLong.of(now.ordinal()), asked));
        assertEquals(then, Files.readString(asked));
    }

    @Test
    void a_truth_of_what_the_workload_does_not_make_is_refused() throws Exception {
        CaptureSettings settings = settings(directory.resolve("storage"), LoadMode.LOGGED, 100);
        Path asked = directory.resolve("asked.jsonl");
        SimulatorException nothing =
                assertThrows(SimulatorException.class, () -> SourceTruth.write(settings, OptionalLong.empty(), asked));
        assertEquals(SimulatorError.STORAGE_UNUSABLE, nothing.code());
        SimulatorException beyond = assertThrows(
                SimulatorException.class, () -> SourceTruth.write(settings, OptionalLong.of(CHANGES + 1), asked));
        assertEquals(SimulatorError.SETTING_INVALID, beyond.code());
        SimulatorException none =
                assertThrows(SimulatorException.class, () -> SourceTruth.write(settings, OptionalLong.of(-1), asked));
        assertEquals(SimulatorError.SETTING_INVALID, none.code());
        assertFalse(Files.exists(asked));
    }

    /** Other changes may well end a unit of work at the same place. */
    @Test
    void the_truth_of_another_seed_than_the_stored_one_is_refused() {
        CaptureSettings settings = settings(directory, LoadMode.LOGGED, 1_000);
        captureUntil(settings);
        for (int seed = 6; seed < 16; seed++) {
            CaptureSettings other = withSeed(settings, seed);
            SimulatorException foreign = assertThrows(
                    SimulatorException.class,
                    () -> SourceTruth.write(other, OptionalLong.empty(), directory.resolve("asked.jsonl")));
            assertEquals(SimulatorError.STORAGE_FOREIGN, foreign.code());
        }
    }

    @Test
    void the_truth_before_the_first_change_has_the_rows_that_a_load_will_read() {
        Path asked = directory.resolve("asked.jsonl");
        CaptureSettings logged = settings(directory, LoadMode.LOGGED, Long.MAX_VALUE);
        assertEquals(new SourceTruth(0, 0), SourceTruth.write(logged, OptionalLong.of(0), asked));
        CaptureSettings concurrent = settings(directory, LoadMode.CONCURRENT, Long.MAX_VALUE);
        SourceTruth begin = SourceTruth.write(concurrent, OptionalLong.of(0), asked);
        assertEquals(0, begin.ordinal());
        assertTrue(begin.rows() > 100, begin.rows() + " rows");
    }
}
