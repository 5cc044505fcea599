package dev.millrace.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A second opinion of GnuCOBOL (Debian's package gnucobol3): programs of its compiler write records that the codec decodes, and
 * check records that the codec has encoded, one copybook for both. What the two machines differ in is turned around field by
 * field: characters are ASCII there, with the sign letters of EBCDIC; COMP-5 and floating point have the lowest byte first.
 */
class GnuCobolTest {

    private static final Charset EBCDIC = Charset.forName("IBM037");
    private static final int RECORDS = 3;
    private static final int LENGTH = 200;

    /** How the bytes of a field differ between the two machines. */
    private enum Bytes {
        CHARACTERS,
        AS_THEY_ARE,
        TURNED_AROUND
    }

    /**
     * An elementary item.
     *
     * @param values of each record, as COBOL writes them; empty where the item is not set by its name
     */
    private record Field(String name, String clauses, int length, Bytes bytes, List<String> values) {}

    private static Field text(String name, String clauses, int length, String... values) {
        return new Field(name, clauses, length, Bytes.CHARACTERS, List.of(values));
    }

    private static Field stored(String name, String clauses, int length, String... values) {
        return new Field(name, clauses, length, Bytes.AS_THEY_ARE, List.of(values));
    }

    private static Field turned(String name, String clauses, int length, String... values) {
        return new Field(name, clauses, length, Bytes.TURNED_AROUND, List.of(values));
    }

    private static final List<Field> FIELDS = List.of(
            text("F-TEXT", "PIC X(12)", 12, "'Hello, 1 %'", "'A/b (c) = d'", "' x'"),
            text("F-JUST", "PIC X(6) JUSTIFIED RIGHT", 6, "'ab'", "'abcdef'", "'q'"),
            text("F-UNSIGNED", "PIC 9(5)V99", 7, "12345.67", "0", "99999.99"),
            text("F-SIGNED", "PIC S9(5)V99", 7, "12.34", "-12.34", "-99999.90"),
            text("F-LEADING", "PIC S9(4) SIGN LEADING", 4, "1234", "-1234", "-1"),
            text("F-LAST", "PIC S9(4) TRAILING SEPARATE", 5, "1234", "-1234", "-1"),
            text("F-FIRST", "PIC S9(4) LEADING SEPARATE", 5, "1234", "-1234", "-1"),
            text("F-SCALED", "PIC 9(3)P(2)", 3, "12300", "0", "99900"),
            text("F-BLANK", "PIC 9(3) BLANK WHEN ZERO", 3, "7", "0", "999"),
            text("F-EDITED", "PIC ZZ,ZZ9.99-", 10, "' 1,234.50-'", "'     0.00 '", "'12,345.67 '"),
            stored("F-PACKED", "PIC S9(7)V99 COMP-3", 5, "1234567.89", "-0.01", "-9999999.99"),
            stored("F-PACKED-U", "PIC 9(4) PACKED-DECIMAL", 3, "1234", "0", "9999"),
            stored("F-PACKED-18", "PIC S9(18) COMP-3", 10, "123456789012345678", "-1", "0"),
            stored("F-BINARY-2", "PIC S9(4) COMP", 2, "1234", "-1234", "-9999"),
            stored("F-BINARY-4", "PIC 9(9) COMP-4", 4, "123456789", "0", "999999999"),
            stored("F-BINARY-8", "PIC S9(16)V99 BINARY", 8, "1234567890123456.78", "-0.01", "0"),
            turned("F-NATIVE-2", "PIC S9(4) COMP-5", 2, "32767", "-32768", "-1"),
            turned("F-NATIVE-8", "PIC S9(18) COMP-5", 8, "999999999999999999", "-1", "0"),
            // 3.140625 has an exact double: the compiler rounds others its own way.
            turned("F-SHORT", "COMP-1", 4, "1.5", "-0.1", "123456.7"),
            turned("F-LONG", "COMP-2", 8, "3.140625", "-0.125", "1234567890.125"),
            text("F-KIND", "PIC X", 1, "'M'", "'T'", "'M'"),
            stored("F-AMOUNT", "PIC S9(5) COMP-3", 3),
            // The slack bytes that SYNC asks for: what is missing to the next multiple of four.
            text("F-BYTE", "PIC X", 1, "'1'", "'2'", "'3'"),
            stored("", "", 0),
            stored("F-ALIGNED", "PIC S9(9) COMP SYNC", 4, "-77", "0", "999999999"),
            text("F-COUNT", "PIC 9", 1, "2", "0", "3"));

    private static final List<List<String>> ROWS = List.of(List.of("aa", "bb"), List.of(), List.of("x", "yy", "zz"));
    private static final List<String> BLANK_WHEN_ZERO = List.of("'007'", "'   '", "'999'");
    private static final List<String> AFTER = List.of("end", "of", "it");

    @TempDir
    Path directory;

    private final RecordCodec codec = new RecordCodec(
            Copybook.parse("all.cpy", copybook()),
            new HostEncoding(CodePage.of("IBM037"), FloatFormat.IEEE),
            List.of(Choice.parse("F-AMOUNT=IS-MONEY"), Choice.parse("F-LETTERS=F-KIND='T'")));

    @BeforeEach
    void requireACompiler() {
        boolean found = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "cobc")));
        assumeTrue(found, "skipped: no GnuCOBOL, there is no cobc on the PATH (Debian: apt-get install gnucobol3)");
    }

    @Test
    void recordsOfACompiledProgramAreDecodedExactly() throws IOException, InterruptedException {
        StringBuilder body = new StringBuilder(line("OPEN OUTPUT DATA-FILE."));
        for (int i = 0; i < RECORDS; i++) {
            body.append(line("MOVE SPACES TO BUFFER-AREA."));
            for (Field field : FIELDS) {
                if (!field.values().isEmpty()) {
                    // An edited item edits what it is given, so it is given the text.
                    String target = field.name().equals("F-EDITED") ? "F-EDITED(1:)" : field.name();
                    body.append(move(field.values().get(i), target));
                }
            }
            body.append(isMoney(i) ? move("-321", "F-AMOUNT") : move("'xyz'", "F-LETTERS"));
            for (int row = 0; row < ROWS.get(i).size(); row++) {
                body.append(move("'" + ROWS.get(i).get(row) + "'", "F-ROW(" + (row + 1) + ")"));
            }
            body.append(move("'" + AFTER.get(i) + "'", "F-AFTER")).append(line("WRITE DATA-RECORD FROM BUFFER-AREA."));
        }
        body.append(line("CLOSE DATA-FILE."));
        assertEquals("", run("writer", body.toString()));

        byte[] data = Files.readAllBytes(directory.resolve("data"));
        assertEquals(RECORDS * LENGTH, data.length);
        for (int i = 0; i < RECORDS; i++) {
            byte[] ebcdic = turn(data, i * LENGTH, i, StandardCharsets.ISO_8859_1, EBCDIC);
            assertEquals(record(i), codec.decodePadded(ebcdic, 0, LENGTH, i + 1));
        }
    }

    @Test
    void recordsOfTheCodecAreReadExactlyByACompiledProgram() throws IOException, InterruptedException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        StringBuilder body = new StringBuilder(line("OPEN INPUT DATA-FILE."));
        for (int i = 0; i < RECORDS; i++) {
            byte[] padded = new byte[LENGTH];
            Arrays.fill(padded, CodePage.BLANK);
            byte[] encoded = codec.encode(record(i));
            System.arraycopy(encoded, 0, padded, 0, encoded.length);
            data.writeBytes(turn(padded, 0, i, EBCDIC, StandardCharsets.ISO_8859_1));
            body.append(line("READ DATA-FILE.")).append(line("MOVE DATA-RECORD TO BUFFER-AREA."));
            for (Field field : FIELDS) {
                if (!field.values().isEmpty() && !field.clauses().contains("JUSTIFIED")) {
                    // An item with BLANK WHEN ZERO is compared as text.
                    String value = field.values().get(i);
                    boolean blank = field.name().equals("F-BLANK");
                    body.append(check(field.name(), blank ? BLANK_WHEN_ZERO.get(i) : value));
                }
            }
            body.append(isMoney(i) ? check("F-AMOUNT", "-321") : check("F-LETTERS", "'xyz'"));
            for (int row = 0; row < ROWS.get(i).size(); row++) {
                body.append(check("F-ROW(" + (row + 1) + ")", "'" + ROWS.get(i).get(row) + "'"));
            }
            body.append(check("F-AFTER", "'" + AFTER.get(i) + "'"));
        }
        body.append(line("CLOSE DATA-FILE.")).append(line("DISPLAY 'all compared'."));
        Files.write(directory.resolve("data"), data.toByteArray());

        assertEquals("all compared\n", run("reader", body.toString()));
    }

    private static boolean isMoney(int record) {
        return record != 1;
    }

    private CobolRecord record(int i) {
        Map<String, CobolValue> values = new LinkedHashMap<>();
        for (Field field : FIELDS) {
            if (!field.values().isEmpty()) {
                values.put(field.name(), value(field, field.values().get(i)));
            }
        }
        if (isMoney(i)) {
            values.put("F-AMOUNT", CobolValue.number(-321));
        } else {
            values.put("F-LETTERS", CobolValue.text("xyz"));
        }
        values.put(
                "F-ROW",
                new CobolValue.Table(
                        ROWS.get(i).stream().<CobolValue>map(CobolValue::text).toList()));
        values.put("F-AFTER", CobolValue.text(AFTER.get(i)));
        return CobolRecord.of(codec.copybook(), values);
    }

    private static CobolValue value(Field field, String literal) {
        if (literal.startsWith("'")) {
            return CobolValue.text(literal.substring(1, literal.length() - 1).stripTrailing());
        }
        BigDecimal number = new BigDecimal(literal);
        return CobolValue.number(field.clauses().contains("V99") ? number.setScale(2) : number);
    }

    private static String copybook() {
        StringBuilder source = new StringBuilder("       01  R.\n");
        for (Field field : FIELDS) {
            if (!field.name().isEmpty()) {
                source.append("           05  " + field.name() + "\n               " + field.clauses() + ".\n");
            }
            if (field.name().equals("F-KIND")) {
                source.append("               88 IS-MONEY VALUE 'M'.\n");
            }
            if (field.name().equals("F-AMOUNT")) {
                source.append("           05  F-LETTERS REDEFINES F-AMOUNT PIC X(3).\n");
            }
        }
        return source + "           05  F-ROW PIC X(2) OCCURS 0 TO 3 TIMES\n               DEPENDING ON F-COUNT.\n"
                + "           05  F-AFTER PIC X(3).\n";
    }

    /** A record with the bytes of every field as the other machine has them. */
    private static byte[] turn(byte[] data, int start, int record, Charset from, Charset to) {
        byte[] turned = Arrays.copyOfRange(data, start, start + LENGTH);
        int at = 0;
        for (Field field : FIELDS) {
            int slack = field.name().isEmpty() ? (4 - at % 4) % 4 : 0;
            boolean characters =
                    field.bytes() == Bytes.CHARACTERS || (field.name().equals("F-AMOUNT") && !isMoney(record));
            if (characters) {
                translate(turned, at, field.length(), from, to);
            } else if (field.bytes() == Bytes.TURNED_AROUND) {
                for (int i = 0; i < field.length(); i++) {
                    turned[at + i] = data[start + at + field.length() - 1 - i];
                }
            }
            at += field.length() + slack;
        }
        translate(turned, at, LENGTH - at, from, to);
        return turned;
    }

    private static void translate(byte[] bytes, int at, int length, Charset from, Charset to) {
        byte[] translated = new String(bytes, at, length, from).getBytes(to);
        System.arraycopy(translated, 0, bytes, at, length);
    }

    private static String line(String statement) {
        return "           " + statement + "\n";
    }

    private static String move(String value, String field) {
        return line("MOVE " + value) + line("    TO " + field + ".");
    }

    private static String check(String field, String value) {
        return line("IF " + field + " NOT =")
                + line("    " + value)
                + line("    DISPLAY 'differs: " + field.replace("'", "") + "'.");
    }

    /** Compiles a program, runs it, and returns what it printed. */
    private String run(String name, String body) throws IOException, InterruptedException {
        Files.writeString(directory.resolve("all.cpy"), copybook());
        Files.writeString(directory.resolve(name + ".cob"), """
                       IDENTIFICATION DIVISION.
                       PROGRAM-ID. SECOND.
                       ENVIRONMENT DIVISION.
                       INPUT-OUTPUT SECTION.
                       FILE-CONTROL.
                           SELECT DATA-FILE ASSIGN TO "data"
                           ORGANIZATION SEQUENTIAL.
                       DATA DIVISION.
                       FILE SECTION.
                       FD  DATA-FILE.
                       01  DATA-RECORD PIC X(%d).
                       WORKING-STORAGE SECTION.
                       01  BUFFER-AREA PIC X(%d).
                       LINKAGE SECTION.
                       COPY "all.cpy".
                       PROCEDURE DIVISION.
                           SET ADDRESS OF R TO ADDRESS OF BUFFER-AREA.
                """.formatted(LENGTH, LENGTH) + body + line("STOP RUN."));
        List<String> compile =
                new ArrayList<>(List.of("cobc", "-x", "-std=ibm", "-fsign=EBCDIC", "-fodoslide", "-w", name + ".cob"));
        assertEquals("", output(compile));
        return output(List.of(directory.resolve(name).toString()));
    }

    private String output(List<String> command) throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "ends in time: " + command);
        String printed = Files.readString(out, StandardCharsets.ISO_8859_1);
        assertEquals(0, process.exitValue(), printed);
        return printed;
    }
}
