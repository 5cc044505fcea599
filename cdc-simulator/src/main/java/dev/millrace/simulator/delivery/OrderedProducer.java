package dev.millrace.simulator.delivery;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes producers that keep the order of a key's records, lose none that Kafka has acknowledged, and send none twice on their own. */
public final class OrderedProducer {
    private OrderedProducer() {}

    /**
     * A producer that is the caller's to close.
     *
     * @param given at least {@code bootstrap.servers}; names that no producer knows are left out, and what keeps the promise is set here
     */
    public static Producer<byte[], byte[]> connect(Map<String, String> given) {
        Map<String, Object> properties = new HashMap<>(given);
        properties.keySet().removeIf(name -> !ProducerConfig.configNames().contains(name));
        properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 5);
        properties.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
        properties.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        // With several, a producer that meets a new partition before its leader may send nothing until its delivery
        // timeout.
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        // A key's records are in order only within a partition, and nothing here ends a transaction.
        properties.remove(ProducerConfig.PARTITIONER_CLASS_CONFIG);
        properties.put(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG, false);
        properties.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        ByteArraySerializer bytes = new ByteArraySerializer();
        return new KafkaProducer<>(properties, bytes, bytes);
    }
}
