package dev.millrace.core.format.configured;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/formats.md: under each configuration its records, and below each record what comes of it. */
class FormatsPageTest {
    private static final Path PAGE = Path.of("../docs/formats.md");
    private static final Pattern BLOCK = Pattern.compile("```(yaml|json|hex|text)\n(.*?)```\n", Pattern.DOTALL);
    private static final String REST = """
            name: example
            kafka:
              bootstrap.servers: broker:9092
            topics: [bank]
            """;

    /** With it, what is shown is written instead: to be read before it is committed. */
    private static final boolean WRITE = Boolean.getBoolean("millrace.docs.write");

    @TempDir
    private Path directory;

    @Test
    void what_the_page_shows_is_what_a_connector_makes_of_its_records() throws IOException {
        String page = Files.readString(PAGE);
        Matcher block = BLOCK.matcher(page);
        StringBuilder written = new StringBuilder();
        Optional<ReadAsConfigured> format = Optional.empty();
        List<String> lines = List.of();
        List<String> kinds = new ArrayList<>();
        while (block.find()) {
            String shown = block.group(2);
            kinds.add(block.group(1));
            switch (block.group(1)) {
                case "yaml" -> {
                    Path file = directory.resolve("connector-" + kinds.size() + ".yaml");
                    format = Optional.of(ReadAsConfigured.of(Files.writeString(file, REST + shown)));
                }
                case "json" -> lines = format.orElseThrow().lines(shown.getBytes(StandardCharsets.UTF_8));
                case "hex" -> lines = format.orElseThrow().lines(GoldenRecordsTest.bytes(shown));
                default -> shown = String.join("\n", lines) + "\n";
            }
            block.appendReplacement(written, Matcher.quoteReplacement("```" + block.group(1) + "\n" + shown + "```\n"));
        }
        block.appendTail(written);
        if (WRITE) {
            Files.writeString(PAGE, written);
        }
        assertEquals(written.toString(), Files.readString(PAGE));
        assertEquals(count(kinds, "text"), count(kinds, "json") + count(kinds, "hex"), "each record has its outcome");
    }

    private static long count(List<String> kinds, String kind) {
        return kinds.stream().filter(kind::equals).count();
    }
}
