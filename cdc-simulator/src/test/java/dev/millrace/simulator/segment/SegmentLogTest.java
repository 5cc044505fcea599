package dev.millrace.simulator.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.simulator.SimulatorError;
import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.unit.PartHeader;
import dev.millrace.simulator.unit.PartWriter;
import dev.millrace.simulator.unit.UnitPart;
import dev.millrace.simulator.unit.Units;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SegmentLogTest {
    private static final int SEGMENT_BYTES = 4_000;

    private final PartWriter writer = new PartWriter();

    @TempDir
    private Path directory;

    @Test
    void a_cursor_reads_all_units_across_files_and_after_the_log_was_opened_again() throws IOException {
        List<byte[]> written = new ArrayList<>();
        for (int life = 0; life < 3; life++) {
            try (SegmentLog log = open()) {
                for (int i = 0; i < 40; i++) {
                    written.add(append(log, 3));
                    log.force();
                }
            }
        }

        assertTrue(SegmentFile.list(directory).size() > 5, "several files");
        assertEquals(written.size(), readAll(1, written));
        assertEquals(written.size() - 50, readAll(151, written.subList(50, written.size())));
    }

    @Test
    void what_is_not_forced_yet_is_not_read() throws IOException {
        try (SegmentLog log = open()) {
            append(log, 2);
            log.force();
            append(log, 2);
            try (SegmentCursor cursor = SegmentCursor.open(directory, 1)) {
                assertTrue(cursor.next().isPresent());
                assertEquals(Optional.empty(), cursor.next());
                log.force();
                assertTrue(cursor.next().isPresent());
            }
        }
    }

    @Test
    void the_end_of_a_log_is_its_last_unit_on_disk() throws IOException {
        try (SegmentLog log = open()) {
            assertEquals(LogEnd.NONE, SegmentCursor.end(directory));
            for (int i = 0; i < 40; i++) {
                append(log, 3);
                log.force();
                assertEquals(log.durable(), SegmentCursor.end(directory));
            }
            append(log, 3);
            assertEquals(log.durable(), SegmentCursor.end(directory));
            log.truncate(100, Long.MAX_VALUE);
            assertEquals(log.durable(), SegmentCursor.end(directory));
        }
    }

    /** A kill or a power cut leaves any begin of what was being written, and maybe garbage behind it. */
    @Test
    void a_torn_write_is_cut_off_and_nothing_before_it_is_lost() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 60; round++) {
            Path torn = directory.resolve("round-" + round);
            long kept;
            try (SegmentLog log = SegmentLog.open(torn, SEGMENT_BYTES)) {
                for (int i = 0; i < 10; i++) {
                    append(log, 2);
                    log.force();
                }
                kept = log.end().ordinal();
            }
            Path newest = newest(torn);
            byte[] unit = entry(Units.unit(11, kept + 1, 4));
            int cut = random.nextInt(unit.length);
            try (RandomAccessFile file = new RandomAccessFile(newest.toFile(), "rw")) {
                file.seek(file.length());
                file.write(unit, 0, cut);
                file.write(new byte[random.nextInt(50)]);
            }

            try (SegmentLog log = SegmentLog.open(torn, SEGMENT_BYTES)) {
                assertEquals(kept, log.end().ordinal());
                append(log, 1);
                log.force();
                assertEquals(kept + 1, log.durable().ordinal());
            }
        }
    }

    /** The reader may have seen the begin of a unit that a killed process then never finished. */
    @Test
    void what_a_reader_has_read_ahead_of_a_torn_write_does_not_stay() throws IOException {
        try (SegmentLog log = open()) {
            append(log, 2);
            log.force();
        }
        Path newest = newest(directory);
        try (SegmentCursor cursor = SegmentCursor.open(directory, 1)) {
            byte[] unit = entry(Units.unit(99, 3, 4));
            try (RandomAccessFile file = new RandomAccessFile(newest.toFile(), "rw")) {
                file.seek(file.length());
                file.write(unit, 0, unit.length - 5);
            }
            assertTrue(cursor.next().isPresent());
            assertEquals(Optional.empty(), cursor.next());
            byte[] successor;
            try (SegmentLog log = open()) {
                successor = append(log, 7);
                log.force();
            }

            assertArrayEquals(successor, cursor.next().orElseThrow().payload());
        }
    }

    @Test
    void a_unit_whose_last_part_is_missing_is_cut_off() throws IOException {
        try (SegmentLog log = open()) {
            append(log, 2);
            log.force();
        }
        try (RandomAccessFile file = new RandomAccessFile(newest(directory).toFile(), "rw")) {
            file.seek(file.length());
            file.write(entry(Units.part(new PartHeader(false, 2, 5000, 5000, 3, 4))));
        }

        try (SegmentLog log = open()) {
            assertEquals(2, log.end().ordinal());
        }
    }

    @Test
    void damage_before_the_end_is_told_and_not_cut_off() throws IOException {
        try (SegmentLog log = open()) {
            for (int i = 0; i < 5; i++) {
                append(log, 2);
                log.force();
            }
        }
        try (RandomAccessFile file = new RandomAccessFile(newest(directory).toFile(), "rw")) {
            file.seek(200);
            file.write(~file.read());
        }

        SimulatorException broken = assertThrows(SimulatorException.class, this::open);
        assertEquals(SimulatorError.SEGMENT_BROKEN, broken.code());
        try (SegmentCursor cursor = SegmentCursor.open(directory, 1)) {
            assertThrows(SimulatorException.class, () -> {
                while (cursor.next().isPresent()) {
                    // Up to the damage.
                }
            });
        }
    }

    @Test
    void a_file_is_removed_only_where_it_is_acknowledged_and_old_enough() throws IOException {
        try (SegmentLog log = open()) {
            for (int i = 0; i < 40; i++) {
                append(log, 3);
                log.force();
            }
            int files = SegmentFile.list(directory).size();

            assertEquals(0, log.truncate(0, Long.MAX_VALUE));
            assertEquals(0, log.truncate(120, 0));
            assertEquals(0, log.truncate(5, Long.MAX_VALUE), "the first file has more than 5 changes");
            assertEquals(files - 1, log.truncate(120, Long.MAX_VALUE), "all but the newest");
        }
        try (SegmentLog log = open();
                SegmentCursor early = SegmentCursor.open(directory, 1)) {
            assertEquals(120, log.end().ordinal());
            SimulatorException gone = assertThrows(SimulatorException.class, early::next);
            assertEquals(SimulatorError.SEGMENT_MISSING, gone.code());
        }
    }

    @Test
    void finds_the_first_unit_since_a_time() throws IOException {
        try (SegmentLog log = open()) {
            for (int i = 0; i < 40; i++) {
                append(log, 3);
                log.force();
            }
        }

        // Unit n has the changes 3n-2 to 3n, and was committed at 1000 n.
        assertEquals(1, SegmentCursor.since(directory, 0));
        assertEquals(28, SegmentCursor.since(directory, 10_000));
        assertEquals(31, SegmentCursor.since(directory, 10_001));
        assertEquals(121, SegmentCursor.since(directory, 40_001));
    }

    /** Whoever goes back does so while Capture removes what is older. */
    @Test
    void finds_a_unit_while_files_are_removed() throws Exception {
        try (SegmentLog log = open()) {
            for (int i = 0; i < 400; i++) {
                append(log, 3);
                log.force();
            }
            CompletableFuture<Void> removal = CompletableFuture.runAsync(() -> {
                for (long acknowledged = 0; acknowledged < 1_150; acknowledged += 5) {
                    try {
                        log.truncate(acknowledged, Long.MAX_VALUE);
                    } catch (IOException failed) {
                        throw new UncheckedIOException(failed);
                    }
                }
            });
            do {
                assertEquals(1_198, SegmentCursor.since(directory, 400_000));
            } while (!removal.isDone());
            removal.join();
            assertTrue(SegmentCursor.oldest(directory) > 1_000);
        }
    }

    @Test
    void two_processes_cannot_write_one_directory() throws IOException {
        try (SegmentLog held = open()) {
            assertEquals(0, held.storedBytes());
            SimulatorException refused = assertThrows(SimulatorException.class, this::open);
            assertEquals(SimulatorError.STORAGE_UNUSABLE, refused.code());
        }
    }

    /** What came next would count as acknowledged. */
    @Test
    void a_log_that_ends_before_what_is_acknowledged_is_refused() throws IOException {
        try (SegmentLog log = open()) {
            append(log, 2);
            log.force();
        }
        new Acknowledged(3, 0, "cluster").write(directory);

        SimulatorException lost = assertThrows(SimulatorException.class, this::open);
        assertEquals(SimulatorError.SEGMENT_BROKEN, lost.code());
        new Acknowledged(2, 0, "cluster").write(directory);
        open().close();
    }

    private SegmentLog open() {
        return SegmentLog.open(directory, SEGMENT_BYTES);
    }

    private byte[] append(SegmentLog log, int changes) {
        UnitPart unit = Units.unit(log.end().unit() + 1, log.end().ordinal() + 1, changes);
        byte[] payload = writer.write(unit);
        log.append(unit.header(), payload);
        return payload;
    }

    private byte[] entry(UnitPart part) {
        byte[] payload = writer.write(part);
        return ByteBuffer.allocate(SegmentFile.ENTRY_HEADER_BYTES + payload.length)
                .putInt(payload.length)
                .putInt(SegmentReader.checksum(payload))
                .put(payload)
                .array();
    }

    private static Path newest(Path directory) throws IOException {
        List<SegmentFile> files = SegmentFile.list(directory);
        return files.get(files.size() - 1).path();
    }

    private int readAll(long from, List<byte[]> expected) throws IOException {
        int read = 0;
        try (SegmentCursor cursor = SegmentCursor.open(directory, from)) {
            for (var part = cursor.next(); part.isPresent(); part = cursor.next()) {
                assertArrayEquals(expected.get(read), part.get().payload());
                read++;
            }
        }
        return read;
    }

    @Test
    void a_position_that_no_change_can_have_is_damage_and_no_defect() throws Exception {
        new Acknowledged(7, 1, "cluster").write(directory);
        assertEquals(7, Acknowledged.read(directory).orElseThrow().ordinal());
        for (String wrong : List.of("9".repeat(19), "-1", "")) {
            Files.writeString(directory.resolve("acknowledged"), wrong + " 0000000000000001 cluster\n");
            assertThrows(IOException.class, () -> Acknowledged.read(directory), wrong);
        }
    }
}
