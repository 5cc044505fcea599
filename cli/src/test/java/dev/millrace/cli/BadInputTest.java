package dev.millrace.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.stack.StackFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Records that can never be applied, among good ones in one partition, through the real connector. */
@ExtendWith(SharedStack.class)
final class BadInputTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern PORT = Pattern.compile("metrics and probes on port (\\d+)");
    /** Stands in every key, value and header of a bad record, and nowhere else. */
    private static final String SECRET = "geheim";

    private static final String NOW = Changes.stck(Duration.ZERO);

    private record Bad(String reason, String place, String value) {}

    private static List<Bad> bad() {
        String amount = Changes.image(90, SECRET, "1.00");
        String table = "bad_input.thing";
        return List.of(
                new Bad("UNDECODABLE", "value", SECRET + " is no JSON"),
                new Bad(
                        "UNDECODABLE",
                        "value",
                        Changes.insert(91, SECRET, "1.00").replace("}}", "}")),
                new Bad(
                        "TABLE_UNKNOWN",
                        "object_name",
                        Changes.insert(92, SECRET, "1.00").replace(OneTable.SOURCE, "BANK." + SECRET)),
                new Bad(
                        "KEY_MISSING",
                        table + ".id",
                        Changes.change("I", NOW, "{\"NAME\":\"" + SECRET + "\",\"AMOUNT\":1.00}")),
                new Bad(
                        "COLUMN_UNKNOWN",
                        table,
                        Changes.insert(96, SECRET, "1.00").replace("NAME", SECRET)),
                new Bad(
                        "COLUMN_MISSING",
                        table + ".amount",
                        Changes.change("I", NOW, "{\"ID\":97,\"NAME\":\"" + SECRET + "\"}")),
                new Bad("VALUE_OUT_OF_RANGE", table + ".amount", Changes.insert(93, SECRET, "123456.00")),
                new Bad("VALUE_OUT_OF_RANGE", table + ".amount", Changes.insert(94, SECRET, "1.005")),
                new Bad("VERSION_IMPLAUSIBLE", "stck", Changes.change("I", "0".repeat(16), amount)),
                new Bad("VERSION_IMPLAUSIBLE", "stck", Changes.change("I", "F".repeat(16), amount)),
                new Bad("VERSION_IMPLAUSIBLE", "stck", Changes.change("I", Changes.stck(Duration.ofHours(2)), amount)),
                new Bad("VALUE_TOO_LONG", table + ".name", Changes.insert(95, SECRET + "x".repeat(10 << 20), "1.00")));
    }

    @TempDir
    Path directory;

    @Test
    void goes_to_the_dead_letters_with_its_reason_and_disturbs_nothing_else(StackFile stack) throws Exception {
        OneTable one = new OneTable(stack, "bad_input");
        List<Bad> bad = bad();
        List<Long> offsets = new ArrayList<>();
        try (Broker broker = new Broker(stack.kafka().bootstrapServers())) {
            broker.createTopic(one.topic());
            for (int i = 0; i < bad.size(); i++) {
                broker.send(one.topic(), "good", Changes.insert(i, "before", "1.50"));
                byte[] value = Broker.bytes(bad.get(i).value());
                offsets.add(broker.send(one.topic(), SECRET + i, value, Map.of("trace", SECRET + " header")));
            }
            long end = 1 + broker.send(one.topic(), "good", Changes.insert(bad.size(), "after", "2.50"));
            String config = OneTable.write(directory, one.yaml() + "engine:\n  poison-limit: " + bad.size() + "\n");
            try (CommandProcess connector = CommandProcess.start(
                    directory, Map.of("MILLRACE_LOG", "debug"), "run", "postgres", "--config", config)) {
                connector.awaitText("metrics and probes on port", LIMIT);
                await().atMost(LIMIT)
                        .until(() -> broker.committed(one.name(), one.topic()).equals(Optional.of(end)));
                String metrics = metrics(connector);
                String labels = "{connector=\"" + one.name() + "\",";
                assertTrue(
                        metrics.contains("cdc_dlq_records_total" + labels
                                + "reason=\"VERSION_IMPLAUSIBLE\",target=\"postgres\"} 3.0"),
                        metrics);
                assertTrue(
                        metrics.contains("cdc_records_total" + labels + "outcome=\"applied\",target=\"postgres\"} "
                                + (bad.size() + 1) + ".0"),
                        metrics);
                Processes.signal("TERM", connector.pid());
                Cli ended = connector.awaitEnd(LIMIT);
                assertEquals(0, ended.exitCode(), ended::err);
                assertFalse((metrics + ended.out() + ended.err()).contains(SECRET), ended::err);
                assertFalse(ended.err().contains("\tat "), ended::err);
                for (int i = 0; i < bad.size(); i++) {
                    String line = "dead letter " + bad.get(i).reason() + " " + one.topic() + "-0@" + offsets.get(i);
                    assertTrue(ended.err().contains(line + " at " + bad.get(i).place()), ended::err);
                }
            }
            assertEquals(Optional.of(end), broker.committed(one.name(), one.topic()));
            assertLetters(bad, offsets, broker.read(one.deadLetters()), one);
        }
        assertEquals(bad.size() + 1, one.rows().size());
        assertEquals("0|before|1.50", one.rows().get(0));
        assertEquals(bad.size() + "|after|2.50", one.rows().get(bad.size()));
    }

    private static void assertLetters(
            List<Bad> bad, List<Long> offsets, List<ConsumerRecord<byte[], byte[]>> letters, OneTable one) {
        assertEquals(bad.size(), letters.size());
        for (ConsumerRecord<byte[], byte[]> letter : letters) {
            int i = offsets.indexOf(Long.valueOf(header(letter, "__connect.errors.offset")));
            assertEquals(SECRET + i, new String(letter.key(), StandardCharsets.UTF_8));
            assertArrayEquals(Broker.bytes(bad.get(i).value()), letter.value());
            assertEquals(SECRET + " header", header(letter, "trace"));
            assertEquals(bad.get(i).reason(), header(letter, "millrace.reason"));
            assertEquals(
                    bad.get(i).reason() + " at " + bad.get(i).place(),
                    header(letter, "__connect.errors.exception.message"));
            assertEquals(one.topic(), header(letter, "__connect.errors.topic"));
            assertEquals("0", header(letter, "__connect.errors.partition"));
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(
                Objects.requireNonNull(record.headers().lastHeader(name), name).value(), StandardCharsets.UTF_8);
    }

    private static String metrics(CommandProcess connector) throws Exception {
        Matcher port = PORT.matcher(connector.err());
        assertTrue(port.find());
        URI uri = URI.create("http://127.0.0.1:" + port.group(1) + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
