package dev.millrace.simulator.capture;

import static dev.millrace.simulator.capture.BankCapture.CHANGES;
import static dev.millrace.simulator.capture.BankCapture.LIMIT;
import static dev.millrace.simulator.capture.BankCapture.captureUntil;
import static dev.millrace.simulator.capture.BankCapture.durable;
import static dev.millrace.simulator.capture.BankCapture.settings;
import static dev.millrace.simulator.capture.BankCapture.stored;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.simulator.playback.TimeSource;
import dev.millrace.simulator.segment.Acknowledged;
import dev.millrace.simulator.segment.SegmentLog;
import dev.millrace.simulator.unit.PartWriter;
import dev.millrace.simulator.unit.UnitPart;
import dev.millrace.simulator.unit.Units;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Captures that have no room. */
final class FullStorageTest {
    @TempDir
    private Path directory;

    /** Full of what nobody has acknowledged, or what is kept for the replay window, it waits. */
    @Test
    void a_full_storage_holds_the_source_back_until_files_may_go() throws Exception {
        CaptureSettings settings = settings(directory, CHANGES, CHANGES, 300_000, Duration.ZERO);
        Capture capture = new Capture(settings, Clock.systemUTC(), TimeSource.system());
        try (RunningCapture running = new RunningCapture(capture)) {
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
        Path disk = mounted();
        try {
            Capture capture = new Capture(
                    settings(disk, CHANGES, CHANGES, 1 << 30, Duration.ofDays(1)),
                    Clock.systemUTC(),
                    TimeSource.system());
            try (RunningCapture running = new RunningCapture(capture)) {
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
            unmount(disk);
        }
    }

    /** The disk is smaller than the storage may be. */
    @Test
    void a_full_disk_is_made_room_on_by_what_may_go() throws Exception {
        Path disk = mounted();
        try {
            Capture capture = new Capture(
                    settings(disk, CHANGES, CHANGES, 1 << 30, Duration.ZERO), Clock.systemUTC(), TimeSource.system());
            try (RunningCapture running = new RunningCapture(capture)) {
                await().atMost(LIMIT).until(capture::isPaused);
                long full = durable(disk);
                new Acknowledged(full, -1, "cluster").write(disk);
                await().atMost(LIMIT).until(() -> durable(disk) > full);
                running.requireAlive();
            }
        } finally {
            unmount(disk);
        }
    }

    /** Else nothing could be removed from it, ever. */
    @Test
    void a_disk_that_is_full_of_changes_has_room_for_what_is_acknowledged() throws Exception {
        Path disk = mounted();
        PartWriter writer = new PartWriter();
        try (SegmentLog log = SegmentLog.open(disk, 50_000)) {
            assertThrows(IOException.class, () -> {
                // In steps too small to leave room by chance.
                for (long unit = 1; unit < 100_000; unit++) {
                    UnitPart next = Units.unit(unit, unit, 1);
                    log.append(next.header(), writer.write(next));
                    log.force();
                }
            });
            new Acknowledged(1, 1, "cluster").write(disk);
        } finally {
            unmount(disk);
        }
    }

    /** A file system of 400 KB. */
    private Path mounted() throws IOException, InterruptedException {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", disk.toString()) == 0,
                "skipped: a file system can be mounted only with the rights for it");
        return disk;
    }

    private static void unmount(Path disk) throws IOException, InterruptedException {
        assertEquals(0, run("umount", disk.toString()));
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static long size(Path storage) throws IOException {
        try (var files = Files.list(storage)) {
            return files.filter(file -> file.toString().endsWith(".segment"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
