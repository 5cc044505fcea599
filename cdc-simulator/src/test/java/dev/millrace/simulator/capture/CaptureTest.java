package dev.millrace.simulator.capture;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.simulator.SimulatorError;
import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.playback.Pace;
import dev.millrace.simulator.playback.TimeSource;
import dev.millrace.simulator.process.ObserveSettings;
import dev.millrace.simulator.segment.Acknowledged;
import dev.millrace.simulator.segment.SegmentCursor;
import dev.millrace.simulator.segment.StoredPart;
import dev.millrace.simulator.unit.CapturedChange;
import dev.millrace.simulator.unit.PartReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CaptureTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long CHANGES = 3_000;
    private static final ObserveSettings OBSERVE = new ObserveSettings("127.0.0.1", 0);

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
        assertFalse(Files.exists(asked));
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
            Capture other = new Capture(
                    new CaptureSettings(
                            begun.name(),
                            directory,
                            begun.segmentBytes(),
                            begun.maxBytes(),
                            begun.replayWindow(),
                            begun.source(),
                            seed,
                            begun.changes(),
                            begun.load(),
                            begun.until(),
                            begun.shape(),
                            begun.pace(),
                            OBSERVE),
                    Clock.systemUTC(),
                    TimeSource.system());
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

    /** Full of what nobody has acknowledged, or what is kept for the replay window, it waits. */
    @Test
    void a_full_storage_holds_the_source_back_until_files_may_go() throws Exception {
        CaptureSettings settings = settings(directory, CHANGES, CHANGES, 300_000, Duration.ZERO);
        Capture capture = new Capture(settings, Clock.systemUTC(), TimeSource.system());
        try (Running running = new Running(capture)) {
            await().atMost(LIMIT).until(() -> size(directory) >= 300_000);
            long full = durable(directory);
            assertTrue(full < CHANGES, full + " changes");

            await().pollInterval(Duration.ofMillis(20)).atMost(LIMIT).until(() -> {
                running.requireAlive();
                // Each time anew: between two looks the storage may have had room, and be full again.
                new Acknowledged(durable(directory), -1, "cluster").write(directory);
                return Files.exists(directory.resolve(Capture.TRUTH_FILE));
            });
            assertEquals(CHANGES, durable(directory));
        }
    }

    /** A small file system, full for a while. */
    @Test
    void a_full_disk_loses_nothing_and_stores_nothing_twice() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", disk.toString()) == 0,
                "skipped: a file system can be mounted only with the rights for it");
        try {
            Capture capture = new Capture(
                    settings(disk, CHANGES, CHANGES, 1 << 30, Duration.ofDays(1)),
                    Clock.systemUTC(),
                    TimeSource.system());
            try (Running running = new Running(capture)) {
                await().atMost(LIMIT).until(() -> {
                    running.requireAlive();
                    return capture.isPaused();
                });
                assertFalse(Files.exists(disk.resolve(Capture.TRUTH_FILE)));
                assertEquals(0, run("mount", "-o", "remount,size=64m", disk.toString()));
                await().atMost(LIMIT).until(() -> Files.exists(disk.resolve(Capture.TRUTH_FILE)));
                running.requireAlive();
            }
            Path plain = directory.resolve("plain");
            captureUntil(plain, CHANGES, CHANGES);
            assertEquals(stored(plain), stored(disk));
        } finally {
            assertEquals(0, run("umount", disk.toString()));
        }
    }

    /** The disk is smaller than the storage may be. */
    @Test
    void a_full_disk_is_made_room_on_by_what_may_go() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", disk.toString()) == 0,
                "skipped: a file system can be mounted only with the rights for it");
        try {
            Capture capture = new Capture(
                    settings(disk, CHANGES, CHANGES, 1 << 30, Duration.ZERO), Clock.systemUTC(), TimeSource.system());
            try (Running running = new Running(capture)) {
                await().atMost(LIMIT).until(capture::isPaused);
                new Acknowledged(durable(disk), -1, "cluster").write(disk);
                long full = durable(disk);
                await().atMost(LIMIT).until(() -> durable(disk) > full);
                running.requireAlive();
            }
        } finally {
            assertEquals(0, run("umount", disk.toString()));
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** A Capture on a thread of its own. */
    private static final class Running implements AutoCloseable {
        private final Capture capture;
        private final CompletableFuture<Void> end;

        Running(Capture capture) {
            this.capture = capture;
            this.end = CompletableFuture.runAsync(() -> {
                try {
                    capture.run();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        void requireAlive() {
            assertFalse(end.isDone());
        }

        @Override
        public void close() {
            capture.stop();
            end.join();
        }
    }

    private static void captureUntil(Path storage, long changes, long until) {
        captureUntil(settings(
                storage,
                changes,
                LoadMode.LOGGED,
                until == changes ? Long.MAX_VALUE : until,
                1 << 30,
                Duration.ofDays(1)));
    }

    private static void captureUntil(CaptureSettings settings) {
        Path storage = settings.directory();
        try (Running running = new Running(new Capture(settings, Clock.systemUTC(), TimeSource.system()))) {
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(10)).until(() -> {
                running.requireAlive();
                return Files.exists(storage.resolve(Capture.TRUTH_FILE)) || durable(storage) >= settings.until();
            });
        }
    }

    private static CaptureSettings settings(Path storage, LoadMode load, long until) {
        return settings(storage, CHANGES, load, until, 1 << 30, Duration.ofDays(1));
    }

    private static CaptureSettings settings(
            Path storage, long changes, long until, long maxBytes, Duration replayWindow) {
        return settings(storage, changes, LoadMode.LOGGED, until, maxBytes, replayWindow);
    }

    private static CaptureSettings settings(
            Path storage, long changes, LoadMode load, long until, long maxBytes, Duration replayWindow) {
        return new CaptureSettings(
                "bank",
                storage,
                50_000,
                maxBytes,
                replayWindow,
                new SourceSettings.OfBank(Optional.empty(), true),
                5,
                changes,
                load,
                until,
                new LogShape(0.1, 0.1),
                Pace.unlimited(),
                OBSERVE);
    }

    private static long size(Path storage) throws IOException {
        try (var files = Files.list(storage)) {
            return files.filter(file -> file.toString().endsWith(".segment"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static long durable(Path storage) throws IOException {
        if (!Files.exists(storage.resolve("durable"))) {
            return 0;
        }
        return SegmentCursor.durable(storage);
    }

    private static List<StoredPart> parts(Path storage) throws IOException {
        List<StoredPart> parts = new ArrayList<>();
        try (SegmentCursor cursor = SegmentCursor.open(storage, 1)) {
            for (Optional<StoredPart> part = cursor.next(); part.isPresent(); part = cursor.next()) {
                parts.add(part.get());
            }
        }
        return parts;
    }

    /** Every change but for what the clock showed. */
    private static List<String> stored(Path storage) throws Exception {
        List<String> changes = new ArrayList<>();
        for (StoredPart part : parts(storage)) {
            for (CapturedChange change : PartReader.read(part.payload()).changes()) {
                changes.add(part.header().unit() + " " + change + " " + Arrays.hashCode(change.before()) + " "
                        + Arrays.hashCode(change.after()));
            }
        }
        return changes;
    }
}
