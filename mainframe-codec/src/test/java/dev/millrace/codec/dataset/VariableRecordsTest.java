package dev.millrace.codec.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.codec.CobolRecord;
import dev.millrace.codec.CobolRecords;
import dev.millrace.codec.CobolValue;
import dev.millrace.codec.CodePage;
import dev.millrace.codec.CodecException;
import dev.millrace.codec.Copybook;
import dev.millrace.codec.ErrorCode;
import dev.millrace.codec.FixedRecordsWriter;
import dev.millrace.codec.Place;
import dev.millrace.codec.RecordCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariableRecordsTest {

    @TempDir
    Path directory;

    private final RecordCodec codec = codec("""
                   01  R.
                       05  N  PIC 9.
                       05  T  PIC X OCCURS 0 TO 9 DEPENDING ON N.
            """);

    @ParameterizedTest
    @CsvSource({
        "V,  00060000 F1C1 00050000 F0 00070000 F2C1C2",
        "VB, 000F0000 00060000 F1C1 00050000 F0 000B0000 00070000 F2C1C2",
        "VB, 8000000F 00060000 F1C1 00050000 F0 8000000B 00070000 F2C1C2",
        // Spanned, within a block and over blocks; and an empty block.
        "V,  00050100 F1 00050200 C1 00050000 F0 00050100 F2 00050300 C1 00050200 C2",
        "VB, 00090000 00050100 F1 00040000 000E0000 00050200 C1 00050000 F0 000B0000 00070000 F2C1C2"
    })
    void readsRecordsBehindTheirDescriptorWords(RecordFormat format, String hex) throws IOException {
        assertEquals(List.of("A", "", "AB"), texts(format, hex));
    }

    @ParameterizedTest
    @CsvSource({
        "V,  00060000F1C1 0005,             RECORD_DESCRIPTOR, 2, 6,  the data set ends within the descriptor word of a record",
        "V,  00060000F1C1 00030000,         RECORD_DESCRIPTOR, 2, 6,  the bytes 0x00030000 are no record descriptor word",
        "V,  00060000F1C1 00050400F0,       RECORD_DESCRIPTOR, 2, 6,  the bytes 0x00050400 are no record descriptor word",
        "V,  00060000F1C1 00050001F0,       RECORD_DESCRIPTOR, 2, 6,  the bytes 0x00050001 are no record descriptor word",
        "V,  00060000F1C1 00070000F2C1,     RECORD_LENGTH,     2, 12, the data set ends 1 bytes before the record does",
        "V,  00060000F1C1 00050200F0,       RECORD_DESCRIPTOR, 2, 6,  a segment goes on with a record that has not begun",
        "V,  00060000F1C1 00050300F0,       RECORD_DESCRIPTOR, 2, 6,  a segment goes on with a record that has not begun",
        "V,  00060000F1C1 00050100F1,       RECORD_DESCRIPTOR, 2, 11, the data set ends before the last segment of a record",
        "V,  00060000F1C1 00050100F1 00050000F0, RECORD_DESCRIPTOR, 2, 11, a record begins where the one before it is not at its end",
        "VB, 000A000000060000F1C1 000A,     RECORD_DESCRIPTOR, 2, 10, the data set ends within the descriptor word of a block",
        "VB, 000A000000060000F1C1 00030000, RECORD_DESCRIPTOR, 2, 10, the bytes 0x00030000 are no block descriptor word",
        "VB, 000A000000060000F1C1 00090001, RECORD_DESCRIPTOR, 2, 10, the bytes 0x00090001 are no block descriptor word",
        "VB, 000A000000060000F1C1 0009000000060000F1C1, RECORD_DESCRIPTOR, 2, 14, the record reaches beyond the end of its block",
        "VB, 000A000000060000F1C1 00090000, RECORD_DESCRIPTOR, 2, 14, the record reaches beyond the end of its block"
    })
    void whatIsBrokenIsNamedWithItsPlaceAndEndsTheReading(
            RecordFormat format, String hex, ErrorCode code, long record, long offset, String problem)
            throws IOException {
        Path file = file(hex);
        try (CobolRecords records = format.open(file, codec)) {
            assertEquals("A", text(records.next()));
            CodecException error = assertThrows(CodecException.class, records::next);
            assertEquals(code, error.code(), error.problem());
            assertEquals(problem, error.problem());
            assertEquals(new Place.InDescriptor(file.toString(), record, offset), error.place());
            assertThrows(CodecException.class, records::hasNext, "not only once");
        }
    }

    @Test
    void behindARecordThatDoesNotDecodeReadingGoesOn() throws IOException {
        try (CobolRecords records = RecordFormat.V.open(file("00060000F2C1 00060000F1C2"), codec)) {
            CodecException error = assertThrows(CodecException.class, records::next);
            assertEquals("record 1, offset 2, field R.T(2)", error.place().toString());
            assertEquals("B", text(records.next()));
            assertFalse(records.hasNext());
            assertThrows(NoSuchElementException.class, records::next);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 14, 23, 100, 32_760})
    void readsWhatWasWrittenInBlocksNoLongerThanAsked(int blockSize) throws IOException {
        List<CobolRecord> written = records(500);
        CobolValue.Group noFields = CobolValue.Group.of(Map.of());
        ByteArrayOutputStream blocks = new ByteArrayOutputStream();
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        try (VariableRecordsWriter vb = VariableRecordsWriter.blocks(blocks, codec, blockSize);
                VariableRecordsWriter v = VariableRecordsWriter.records(words, codec)) {
            for (CobolRecord record : written) {
                vb.write(record);
                v.write(record);
                assertThrows(CodecException.class, () -> v.write(new CobolRecord("R", noFields)), "leaves no trace");
                assertThrows(CodecException.class, () -> vb.write(new CobolRecord("R", noFields)), "leaves no trace");
            }
        }
        assertEquals(written, read(RecordFormat.VB, blocks.toByteArray()));
        assertEquals(written, read(RecordFormat.V, words.toByteArray()));
        byte[] bytes = blocks.toByteArray();
        for (int at = 0; at < bytes.length; ) {
            int length = (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
            boolean single = length == 8 + (((bytes[at + 4] & 0xFF) << 8 | (bytes[at + 5] & 0xFF)) - 4);
            assertTrue(length <= blockSize || single, "block of " + length);
            at += length;
        }
    }

    @Test
    void fixedRecordsOfDifferentLengthsArePadded() throws IOException {
        List<CobolRecord> written = records(100);
        Path file = directory.resolve("f");
        try (FixedRecordsWriter writer = FixedRecordsWriter.create(file, codec)) {
            for (CobolRecord record : written) {
                writer.write(record);
            }
        }
        assertEquals(100 * 10, Files.size(file));
        assertEquals(written, read(RecordFormat.F, Files.readAllBytes(file)));
    }

    @Test
    void aRecordTooLongForItsDescriptorWordIsRefused() throws IOException {
        RecordCodec large = codec("       01 R.\n         05 A PIC X(32753).\n");
        CobolRecord record = CobolRecord.of(large.copybook(), Map.of("A", CobolValue.text("")));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (VariableRecordsWriter v = VariableRecordsWriter.records(out, large);
                VariableRecordsWriter vb = VariableRecordsWriter.blocks(out, large, 100)) {
            v.write(record);
            assertEquals(
                    ErrorCode.RECORD_LENGTH,
                    assertThrows(CodecException.class, () -> vb.write(record)).code());
        }
    }

    @Test
    void segmentsHaveTheirNameBeforeThem() throws IOException {
        SegmentCodec segments = new SegmentCodec(
                CodePage.of("IBM037"),
                Map.of(
                        "CUSTOMER", codec("       01 C.\n         05 ID PIC 9(3).\n"),
                        "ORDER", codec("       01 O.\n         05 ITEM PIC X(2).\n         05 PIECES PIC 9.\n")));
        CobolRecord customer = new CobolRecord("CUSTOMER", CobolValue.Group.of(Map.of("ID", CobolValue.number(7))));
        CobolRecord order = new CobolRecord(
                "ORDER",
                new CobolValue.Group(List.of("ITEM", "PIECES"), List.of(CobolValue.text("A"), CobolValue.number(2))));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (VariableRecordsWriter writer = VariableRecordsWriter.records(out, segments)) {
            writer.write(customer);
            writer.write(order);
            assertEquals(
                    ErrorCode.SEGMENT_UNKNOWN,
                    assertThrows(CodecException.class, () -> writer.write(new CobolRecord("X", order.fields())))
                            .code());
        }
        assertEquals(
                "000F0000" + "C3E4E2E3D6D4C5D9" + "F0F0F7" + "000F0000" + "D6D9C4C5D9404040" + "C140F2",
                HexFormat.of().withUpperCase().formatHex(out.toByteArray()));
        Path file = Files.write(directory.resolve("s"), out.toByteArray());
        try (CobolRecords records = RecordFormat.V.open(file, segments)) {
            assertEquals(customer, records.next());
            assertEquals(order, records.next());
        }
        Path unknown = file("000F0000 C3E4E2E3D6D44040 F0F0F7 000A0000 D6D9C4C5D940");
        try (CobolRecords records = RecordFormat.V.open(unknown, segments)) {
            CodecException error = assertThrows(CodecException.class, records::next);
            assertEquals(ErrorCode.SEGMENT_UNKNOWN, error.code());
            assertEquals(
                    "no copybook is given for the segment 0xC3E4E2E3D6D44040, only for CUSTOMER, ORDER",
                    error.problem());
            assertEquals(
                    ErrorCode.RECORD_LENGTH,
                    assertThrows(CodecException.class, records::next).code());
        }
    }

    /** Whatever the bytes are: records or a {@link CodecException}. */
    @Test
    void anyBytesAreRecordsOrRefused() throws IOException {
        Random random = new Random(5);
        byte[] whole =
                HexFormat.of().parseHex("0011000000060000F1C100050000F00005" + "0100F1" + "000900000005" + "0200C1");
        Path file = directory.resolve("fuzz");
        for (int i = 0; i < 1000; i++) {
            byte[] bytes = whole.clone();
            for (int edits = random.nextInt(4); edits >= 0; edits--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, bytes);
            for (RecordFormat format : List.of(RecordFormat.V, RecordFormat.VB)) {
                try (CobolRecords records = format.open(file, codec)) {
                    records.forEachRemaining(record -> assertEquals("R", record.name()));
                } catch (CodecException e) {
                    assertFalse(e.fix().isBlank());
                }
            }
        }
    }

    private List<String> texts(RecordFormat format, String hex) throws IOException {
        try (CobolRecords records = format.open(file(hex), codec)) {
            List<String> texts = new ArrayList<>();
            records.forEachRemaining(record -> texts.add(text(record)));
            return texts;
        }
    }

    private List<CobolRecord> read(RecordFormat format, byte[] bytes) throws IOException {
        try (CobolRecords records = format.open(Files.write(directory.resolve("read"), bytes), codec)) {
            List<CobolRecord> read = new ArrayList<>();
            records.forEachRemaining(read::add);
            return read;
        }
    }

    private Path file(String hex) throws IOException {
        return Files.write(directory.resolve("data"), HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static String text(CobolRecord record) {
        return ((CobolValue.Table) record.get("T"))
                .elements().stream()
                        .map(element -> ((CobolValue.Text) element).value())
                        .collect(Collectors.joining());
    }

    private List<CobolRecord> records(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> CobolRecord.of(
                        codec.copybook(),
                        Map.of(
                                "N",
                                CobolValue.number(i % 10),
                                "T",
                                new CobolValue.Table(IntStream.range(0, i % 10)
                                        .<CobolValue>mapToObj(c -> CobolValue.text("A"))
                                        .toList()))))
                .toList();
    }

    private static RecordCodec codec(String source) {
        return new RecordCodec(Copybook.parse("test.cpy", source), CodePage.of("IBM037"));
    }
}
