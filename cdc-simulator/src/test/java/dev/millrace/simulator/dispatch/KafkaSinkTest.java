package dev.millrace.simulator.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

final class KafkaSinkTest {
    private final Deque<Optional<MockProducer<byte[], byte[]>>> producers = new ArrayDeque<>();
    private final List<String> failures = new ArrayList<>();
    private final List<String> stored = new ArrayList<>();

    private Producer<byte[], byte[]> next() {
        return producers.remove().orElseThrow(() -> new KafkaException("no resolvable server"));
    }

    private MockProducer<byte[], byte[]> producer() {
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        producers.add(Optional.of(producer));
        return producer;
    }

    private void send(KafkaSink sink, String record) throws InterruptedException {
        sink.send(new ProducerRecord<>("topic", record.getBytes(UTF_8)), () -> true, () -> stored.add(record));
    }

    /** In an outage the servers' names may not resolve either. */
    @Test
    void connections_are_cut_each_time_while_no_producer_can_be_made() throws Exception {
        MockProducer<byte[], byte[]> first = producer();
        producers.add(Optional.empty());
        MockProducer<byte[], byte[]> second = producer();
        try (KafkaSink sink = new KafkaSink(this::next, failures::add)) {
            send(sink, "lost");
            first.errorNext(new KafkaException("expired"));
            assertEquals(1, failures.size());

            send(sink, "without a producer");
            assertEquals(2, failures.size(), "whoever waits for the record is told");

            send(sink, "again");
            second.completeNext();
            assertEquals(List.of("again"), stored);
            assertEquals(2, failures.size());
        }
    }

    @Test
    void of_the_failures_of_one_producer_the_first_cuts() throws Exception {
        MockProducer<byte[], byte[]> first = producer();
        producer();
        try (KafkaSink sink = new KafkaSink(this::next, failures::add)) {
            send(sink, "one");
            send(sink, "two");
            first.errorNext(new KafkaException("expired"));
            send(sink, "of the next connection");
            first.errorNext(new KafkaException("expired"));
            assertEquals(1, failures.size());
        }
    }

    /** Else a change could be stored before an older one of its row, which its connection had sent to the producer that has failed. */
    @Test
    void what_was_received_before_a_producer_failed_does_not_go_to_the_next() throws Exception {
        MockProducer<byte[], byte[]> first = producer();
        MockProducer<byte[], byte[]> second = producer();
        AtomicBoolean connected = new AtomicBoolean(true);
        try (KafkaSink sink = new KafkaSink(this::next, why -> connected.set(false))) {
            send(sink, "older");
            first.errorNext(new KafkaException("expired"));
            sink.send(
                    new ProducerRecord<>("topic", "newer".getBytes(UTF_8)), connected::get, () -> stored.add("newer"));
            assertEquals(List.of(), second.history());
        }
    }
}
