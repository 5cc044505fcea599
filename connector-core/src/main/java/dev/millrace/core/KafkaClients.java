package dev.millrace.core;

import dev.millrace.core.config.KafkaConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the Kafka clients of one connector. */
final class KafkaClients {
    private static final int LARGEST_LETTER_BYTES = 512 * 1024 * 1024;
    /** Without TLS the JDK reads an answer through a buffer outside of the heap that is as large; Kafka's 50 MiB would not fit a small container. */
    private static final int LARGEST_FETCH_BYTES = 16 * 1024 * 1024;
    /** The poll loop sends letters again: it must be back at its poll within a second. */
    private static final int LONGEST_SEND_MILLIS = 500;

    private final KafkaConfig config;

    KafkaClients(KafkaConfig config) {
        this.config = config;
    }

    Consumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(consumerProperties(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    Map<String, Object> consumerProperties() {
        Map<String, Object> properties = defaults();
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, LARGEST_FETCH_BYTES);
        properties.putAll(config.properties());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, config.group());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        // A topic that was deleted must not come back empty.
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // For whoever only looks at them; a consumer is given instances.
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return properties;
    }

    Producer<byte[], byte[]> deadLetterProducer() {
        return new KafkaProducer<>(producerProperties(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** For whoever waits for the one record that it sends. */
    Producer<byte[], byte[]> singleRecordProducer(Duration answer) {
        Map<String, Object> properties = producerProperties();
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) answer.toMillis());
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) answer.toMillis());
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) answer.toMillis());
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    Map<String, Object> producerProperties() {
        Map<String, Object> properties = defaults();
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_LETTER_BYTES);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        // Of several requests the second may be taken by a new leader that has refused the first: that would then be
        // out of order
        // until its delivery times out.
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        // A record that fitted its topic because it was compressed has to fit as a letter.
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_SEND_MILLIS);
        properties.putAll(config.properties());
        properties.keySet().removeIf(name -> !ProducerConfig.configNames().contains(name));
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return properties;
    }

    /** @param answer longest wait for one answer of the broker */
    Admin admin(Duration answer) {
        Map<String, Object> properties = adminProperties();
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) answer.toMillis());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) answer.toMillis());
        return Admin.create(properties);
    }

    Map<String, Object> adminProperties() {
        Map<String, Object> properties = defaults();
        properties.putAll(config.properties());
        properties.keySet().removeIf(name -> !AdminClientConfig.configNames().contains(name));
        return properties;
    }

    private Map<String, Object> defaults() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("client.id", config.group());
        properties.put("bootstrap.servers", config.bootstrapServers());
        return properties;
    }
}
