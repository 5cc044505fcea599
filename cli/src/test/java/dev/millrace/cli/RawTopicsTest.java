package dev.millrace.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.millrace.stack.StackFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** EBCDIC records under a copybook, from a topic into a database. */
@ExtendWith(SharedStack.class)
final class RawTopicsTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String COPYBOOK = """
                   01  THING.
                       05  ID         PIC 9(3).
                       05  NAME       PIC X(4).
                       05  AMOUNT     PIC S9(5)V99 COMP-3.
            """;
    private static final String EARLY = Changes.stck(Duration.ofMinutes(-2));
    private static final String LATE = Changes.stck(Duration.ofMinutes(-1));
    /** 1, "ABC", 12.34; and so on. */
    private static final String ONE = "F0F0F1" + "C1C2C340" + "0001234C";

    private static final String TWO = "F0F0F2" + "C1C2C340" + "0005678D";
    private static final String THREE = "F0F0F3" + "C1C2C340" + "0000001C";
    private static final String BROKEN = "F0F0F4" + "C1C2C340" + "00012345";

    @TempDir
    Path directory;

    @Test
    void every_operation_arrives_and_a_broken_record_is_a_dead_letter_with_all_that_it_had(StackFile stack)
            throws Exception {
        OneTable one = new OneTable(stack, "raw_topics");
        String copybook =
                Files.writeString(directory.resolve("THING.cpy"), COPYBOOK).toString();
        String yaml = OneTable.raw(one.yaml()).replace("key: [id]", "key: [id]\n    copybook: " + copybook);
        try (Broker broker = new Broker(stack.kafka().bootstrapServers())) {
            broker.createTopic(one.topic());
            broker.send(record(one, "R", EARLY, "0", ONE));
            broker.send(record(one, "R", EARLY, "0", THREE));
            broker.send(record(one, "I", EARLY, "1", BROKEN));
            ProducerRecord<byte[], byte[]> moved = record(one, "U", LATE, "1", TWO);
            moved.headers().add("cdc-before", HexFormat.of().parseHex(ONE));
            broker.send(moved);
            broker.send(record(one, "D", LATE, "2", THREE));
            long end = 1 + broker.send(record(one, "R", EARLY, "0", ONE.replace("C1C2C3", "C3C2C1")));
            try (CommandProcess connector =
                    CommandProcess.start(directory, "run", "postgres", "--config", OneTable.write(directory, yaml))) {
                await().atMost(LIMIT)
                        .until(() -> broker.committed(one.name(), one.topic()).equals(Optional.of(end)));
                assertFalse(connector.err().contains("00012345"), connector::err);
            }
            assertEquals(List.of("2|ABC|-56.78"), one.rows());
            List<ConsumerRecord<byte[], byte[]>> letters = broker.read(one.deadLetters());
            assertEquals(1, letters.size());
            ConsumerRecord<byte[], byte[]> letter = letters.get(0);
            assertArrayEquals(HexFormat.of().parseHex(BROKEN), letter.value());
            assertEquals("I", header(letter, "cdc-operation"));
            assertEquals(EARLY, header(letter, "cdc-token"));
            assertEquals("UNDECODABLE at THING.AMOUNT", header(letter, "__connect.errors.exception.message"));
        }
    }

    private static ProducerRecord<byte[], byte[]> record(
            OneTable one, String operation, String token, String ordinal, String hex) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                one.topic(), 0, Broker.bytes("key"), HexFormat.of().parseHex(hex));
        record.headers()
                .add("cdc-object", Broker.bytes(OneTable.SOURCE))
                .add("cdc-operation", Broker.bytes(operation))
                .add("cdc-token", Broker.bytes(token))
                .add("cdc-ordinal", Broker.bytes(ordinal));
        return record;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
