package dev.millrace.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConnectorConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a configuration cannot promise is said at the start. */
class StartWarningsTest {
    private static final String BANK = """
            name: bank
            kafka:
              bootstrap.servers: broker:9092
            topics: [bank]
            tables:
              - {source: A, target: a, key: [id]}
            format:
              tags:
                ordinal: n
            """;

    @TempDir
    Path directory;

    @Test
    void nothingIsSaidWhereNothingIsGivenAway() throws IOException {
        assertEquals(List.of(), warnings(BANK));
    }

    @Test
    void whatOffsetsInPlaceOfOrdinalsCannotPromise() throws IOException {
        List<String> warnings = warnings(BANK.replace("    ordinal: n", "    stck: stck"));
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).contains("format.tags.ordinal"));
    }

    @Test
    void thatChangedKeysAreNotSeenWithoutBeforeImages() throws IOException {
        List<String> warnings = warnings(BANK + "  update-images: after\n");
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).contains("a changed key is not seen"));
    }

    @Test
    void nothingIsSaidOfRawRecordsWhichHaveOrdinalsAndBeforeImages() throws IOException {
        String raw = BANK.substring(0, BANK.indexOf("format:")) + "format:\n  type: raw\n";
        assertEquals(List.of(), warnings(raw));
    }

    private List<String> warnings(String yaml) throws IOException {
        ConfigReader reader = ConfigReader.of(Files.writeString(directory.resolve("connector.yaml"), yaml), Map.of());
        ConnectorConfig config = ConnectorConfig.read(reader);
        reader.finish();
        return StartWarnings.of(config);
    }
}
