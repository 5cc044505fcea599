package dev.millrace.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.stack.StackFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Transactions leave markers in the log, which are no records and which nobody hands out. */
@ExtendWith(SharedStack.class)
final class TransactionsTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern PORT = Pattern.compile("metrics and probes on port (\\d+)");

    @TempDir
    Path directory;

    @Test
    void the_lag_reaches_zero_behind_markers_and_aborted_changes_never_appear(StackFile stack) throws Exception {
        OneTable table = new OneTable(stack, "transactions");
        try (Broker broker = new Broker(stack.kafka().bootstrapServers());
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", stack.kafka().bootstrapServers(), "transactional.id", table.name()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            broker.createTopic(table.topic());
            producer.initTransactions();
            producer.beginTransaction();
            send(producer, table, Changes.insert(1, "kept", "1.00"));
            send(producer, table, Changes.insert(2, "kept", "2.00"));
            producer.commitTransaction();
            try (CommandProcess connector = CommandProcess.start(
                    directory, "run", "postgres", "--config", OneTable.write(directory, table.yaml()))) {
                // Two records and a marker.
                awaitCommitted(broker, table, 3);
                producer.beginTransaction();
                send(producer, table, Changes.insert(3, "aborted", "3.00"));
                send(producer, table, Changes.insert(4, "aborted", "4.00"));
                producer.flush();
                producer.abortTransaction();
                // Two records that nobody sees and another marker: the end of the log.
                awaitCommitted(broker, table, 6);
                assertEquals(List.of("1|kept|1.00", "2|kept|2.00"), table.rows(), connector::err);
                await("the metric").atMost(LIMIT).until(() -> lag(connector).equals(Optional.of(0.0)));
                assertEquals(List.of(), broker.read(table.deadLetters()), connector::err);
            }
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, OneTable table, String change) throws Exception {
        producer.send(new ProducerRecord<>(table.topic(), 0, Broker.bytes("key"), Broker.bytes(change)))
                .get(30, TimeUnit.SECONDS);
    }

    private static void awaitCommitted(Broker broker, OneTable table, long offset) {
        await("offset " + offset)
                .atMost(LIMIT)
                .until(() -> broker.committed(table.name(), table.topic()).equals(Optional.of(offset)));
    }

    private static Optional<Double> lag(CommandProcess connector) throws Exception {
        Matcher port = PORT.matcher(connector.err() + connector.out());
        if (!port.find()) {
            return Optional.empty();
        }
        URI metrics = URI.create("http://127.0.0.1:" + port.group(1) + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith("cdc_consumer_lag_records{"))
                .map(line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst();
    }
}
