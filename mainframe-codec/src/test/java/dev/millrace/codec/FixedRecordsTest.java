package dev.millrace.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixedRecordsTest {

    private final RecordCodec codec = ZonedDecimalGoldenTest.codec("PIC S9(5)V99.");

    @Test
    void readsWhatWasWritten(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("data");
        List<CobolRecord> written = new ArrayList<>();
        try (FixedRecordsWriter writer = FixedRecordsWriter.create(file, codec)) {
            for (int i = -3000; i < 3000; i++) {
                written.add(record(i));
                writer.write(record(i));
            }
        }

        List<CobolRecord> read = new ArrayList<>();
        try (FixedRecords records = FixedRecords.open(file, codec)) {
            records.forEachRemaining(read::add);
            assertFalse(records.hasNext());
            assertThrows(NoSuchElementException.class, records::next);
        }
        assertEquals(written, read);
        assertEquals(6000 * 7, Files.size(file));
    }

    @Test
    void aRecordThatCannotBeEncodedLeavesNoTrace(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("data");
        try (FixedRecordsWriter writer = FixedRecordsWriter.create(file, codec)) {
            writer.write(record(1));
            assertThrows(CodecException.class, () -> writer.write(record(10_000_000)));
            writer.write(record(2));
        }
        try (FixedRecords records = FixedRecords.open(file, codec)) {
            assertEquals(record(1), records.next());
            assertEquals(record(2), records.next());
            assertFalse(records.hasNext());
        }
    }

    @Test
    void aTruncatedFileIsRefusedBeforeItsFirstRecord(@TempDir Path directory) throws IOException {
        Path file = Files.write(directory.resolve("data"), new byte[20]);

        CodecException error = assertThrows(CodecException.class, () -> FixedRecords.open(file, codec));

        assertEquals(ErrorCode.RECORD_LENGTH, error.code());
        assertEquals(new Place.InDataSet(file.toString()), error.place());
        assertEquals("20 bytes are not a whole number of records of 7 bytes, 6 are left over", error.problem());
    }

    @Test
    void aTruncatedStreamIsRefusedWhereItEnds() throws IOException {
        byte[] bytes = new byte[7 * 3 + 2];
        Arrays.fill(bytes, (byte) 0xF0);
        try (FixedRecords records = FixedRecords.of("stdin", new ByteArrayInputStream(bytes), codec)) {
            for (int i = 0; i < 3; i++) {
                assertEquals(record(0), records.next());
            }
            CodecException error = assertThrows(CodecException.class, records::next);
            assertEquals("23 bytes are not a whole number of records of 7 bytes, 2 are left over", error.problem());
            assertThrows(CodecException.class, records::hasNext, "not only once");
        }
    }

    @Test
    void aShortReadOfTheStreamIsNoEnd() throws IOException {
        byte[] bytes = new byte[7 * 3];
        Arrays.fill(bytes, (byte) 0xF0);
        InputStream drop = new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return super.read(target, offset, Math.min(length, 2));
            }
        };
        List<CobolRecord> read = new ArrayList<>();
        try (FixedRecords records = FixedRecords.of("stdin", drop, codec)) {
            records.forEachRemaining(read::add);
        }
        assertEquals(List.of(record(0), record(0), record(0)), read);
    }

    @Test
    void anErrorNamesTheRecordAndReadingCanGoOnBehindIt() throws IOException {
        byte[] bytes = new byte[7 * 3];
        Arrays.fill(bytes, (byte) 0xF0);
        bytes[7 + 4] = 0x40;
        try (FixedRecords records = FixedRecords.of("stdin", new ByteArrayInputStream(bytes), codec)) {
            assertEquals(record(0), records.next());
            CodecException error = assertThrows(CodecException.class, records::next);
            assertEquals(ErrorCode.FIELD_INVALID_DIGIT, error.code());
            assertEquals(new Place.InRecord(OptionalLong.of(2), 0, "R.N"), error.place());
            assertTrue(error.problem().contains("0xF0F0F0F040F0F0"), error.problem());
            assertEquals(record(0), records.next());
        }
    }

    @Test
    void anEmptyDataSetHasNoRecords(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("data"));
        try (FixedRecords records = FixedRecords.open(file, codec)) {
            assertFalse(records.hasNext());
        }
    }

    private CobolRecord record(long cents) {
        return ZonedDecimalGoldenTest.record(codec, BigDecimal.valueOf(cents, 2));
    }
}
