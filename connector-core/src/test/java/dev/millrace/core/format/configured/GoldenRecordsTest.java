package dev.millrace.core.format.configured;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Records as each product writes them, and what has to come of them: a directory a format, with its configuration, and beside each
 * record ({@code .json}, {@code .hex}, {@code .null}) what a connector makes of it ({@code .txt}).
 */
class GoldenRecordsTest {
    private static final Path FORMATS = Path.of("src/test/resources/formats");
    private static final String CONFIGURATION = "connector.yaml";

    /** With it, what is expected is written instead: to be read before it is committed. */
    private static final boolean WRITE = Boolean.getBoolean("millrace.golden.write");

    static List<Path> records() throws IOException {
        try (Stream<Path> files = Files.walk(FORMATS)) {
            return files.filter(file -> file.toString().matches(".*\\.(json|hex|null)"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void a_record_is_read_as_it_was_meant(Path record) throws IOException {
        List<String> lines = lines(record);
        Path expected = Path.of(record.toString().replaceFirst("\\.[a-z]+$", ".txt"));
        if (WRITE) {
            Files.write(expected, lines);
        }
        assertEquals(read(expected), String.join("\n", lines) + "\n");
    }

    private static List<String> lines(Path record) throws IOException {
        try (ReadAsConfigured format = ReadAsConfigured.of(record.resolveSibling(CONFIGURATION))) {
            byte[] value = Files.readAllBytes(record);
            return record.toString().endsWith(".null")
                    ? format.lines(null)
                    : format.lines(
                            record.toString().endsWith(".hex")
                                    ? bytes(new String(value, StandardCharsets.US_ASCII))
                                    : value);
        }
    }

    /** Hexadecimal digits, with blanks and line ends where they are read more easily. */
    static byte[] bytes(String digits) {
        return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
