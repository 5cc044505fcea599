package dev.millrace.cli;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The tests' own way to the broker, in plain words. */
final class Broker implements AutoCloseable {
    private static final int LARGEST = 20 * 1024 * 1024;
    private static final long SECONDS = 30;

    private final Admin admin;
    private final Map<String, Object> connection;
    private final KafkaProducer<byte[], byte[]> producer;

    Broker(String servers) {
        this(Map.of("bootstrap.servers", servers));
    }

    /** @param connection where it is, and the login */
    Broker(Map<String, Object> connection) {
        this.connection = connection;
        this.admin = Admin.create(connection);
        Map<String, Object> properties = new HashMap<>(connection);
        properties.put("max.request.size", LARGEST);
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A topic of one partition that takes large records. */
    void createTopic(String name) throws Exception {
        createTopic(name, Map.of("max.message.bytes", Integer.toString(LARGEST)));
    }

    /** A topic of one partition. */
    void createTopic(String name, Map<String, String> settings) throws Exception {
        NewTopic topic = new NewTopic(name, Optional.of(1), Optional.empty()).configs(settings);
        get(admin.createTopics(List.of(topic)).all());
    }

    /** Sends and gives the record's offset. */
    long send(String topic, String key, byte[] value, Map<String, String> headers) throws Exception {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, 0, bytes(key), value);
        headers.forEach((name, text) -> record.headers().add(name, bytes(text)));
        return send(record);
    }

    /** Sends and gives the record's offset. */
    long send(ProducerRecord<byte[], byte[]> record) throws Exception {
        return producer.send(record).get(SECONDS, TimeUnit.SECONDS).offset();
    }

    /** Sends as if at that time, and does not wait for the acknowledgement. */
    void send(String topic, String key, String value, Instant time) {
        var unused = producer.send(new ProducerRecord<>(topic, 0, time.toEpochMilli(), bytes(key), bytes(value)));
    }

    long send(String topic, String key, String value) throws Exception {
        return send(topic, key, bytes(value), Map.of());
    }

    /** All records of a topic. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(connection, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(Broker::partition)
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (records.size() < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
            return records;
        }
    }

    /** What a group has committed for a topic's only partition. */
    Optional<Long> committed(String group, String topic) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> offsets =
                new HashMap<>(get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()));
        return Optional.ofNullable(offsets.get(new TopicPartition(topic, 0))).map(OffsetAndMetadata::offset);
    }

    Set<String> topics() throws Exception {
        return get(admin.listTopics().names());
    }

    Set<String> groups() throws Exception {
        return get(admin.listGroups().all()).stream().map(GroupListing::groupId).collect(Collectors.toSet());
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
        admin.close(Duration.ofSeconds(2));
    }

    private static TopicPartition partition(PartitionInfo info) {
        return new TopicPartition(info.topic(), info.partition());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static <T> T get(KafkaFuture<T> answer) throws Exception {
        return answer.get(SECONDS, TimeUnit.SECONDS);
    }
}
