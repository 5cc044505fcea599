package dev.millrace.core.failure;

import dev.millrace.core.observe.ConnectorMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dead letters on Kafka: {@code <topic>.<group>.dlq}, with the record's key, value, headers and timestamp untouched, Kafka
 * Connect's error headers and the reason. A letter that the broker finds too large goes without its value, and if need be without key and headers.
 */
public final class KafkaDeadLetters implements DeadLetters {
    /** Why the record is a dead letter. */
    public static final String REASON_HEADER = "millrace.reason";
    /** The record's version in hex, where it could be decoded. */
    public static final String VERSION_HEADER = "millrace.version";
    /** Says {@code TOO_LARGE} on a letter without its value. */
    public static final String VALUE_DROPPED_HEADER = "millrace.value.dropped";

    /** Says {@code TOO_LARGE} on a letter without key and headers: only its place says where to look. */
    public static final String KEY_DROPPED_HEADER = "millrace.key.dropped";

    private static final String TOO_LARGE = "TOO_LARGE";
    private static final Logger LOG = LoggerFactory.getLogger(KafkaDeadLetters.class);
    private static final Duration CLOSE_BUDGET = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;
    private final String group;
    private final String connector;
    private final ConnectorMetrics metrics;
    private final Queue<Supplier<Future<RecordMetadata>>> failed = new ConcurrentLinkedQueue<>();

    /** @param producer owned and closed by this object; needs {@code acks=all} */
    public KafkaDeadLetters(
            Producer<byte[], byte[]> producer, String group, String connector, ConnectorMetrics metrics) {
        this.producer = producer;
        this.group = group;
        this.connector = connector;
        this.metrics = metrics;
    }

    /** The topic that takes the dead letters of a topic. */
    public static String topicFor(String topic, String group) {
        return topic + "." + group + ".dlq";
    }

    @Override
    public void send(DeadLetter letter, Runnable onStored) {
        ConsumerRecord<byte[], byte[]> record = letter.record();
        LOG.warn(
                "dead letter {} {}-{}@{} at {}",
                letter.reason(),
                record.topic(),
                record.partition(),
                record.offset(),
                letter.refusal().place());
        var unused = send(letter, Kept.ALL, onStored);
    }

    /** What a letter keeps of its record: less where the broker finds it too large. */
    private enum Kept {
        ALL,
        KEY_AND_HEADERS,
        PLACE_ONLY;

        Kept less() {
            return this == ALL ? KEY_AND_HEADERS : PLACE_ONLY;
        }
    }

    private Future<RecordMetadata> send(DeadLetter letter, Kept kept, Runnable onStored) {
        return producer.send(letterOf(letter, kept), (stored, failure) -> {
            if (failure == null) {
                metrics.deadLettered(letter.reason());
                onStored.run();
            } else if (isTooLarge(failure) && kept != Kept.PLACE_ONLY) {
                failed.add(() -> send(letter, kept.less(), onStored));
            } else {
                LOG.warn(
                        "a dead letter was not stored and is sent again: {}",
                        failure.getClass().getSimpleName());
                failed.add(() -> send(letter, kept, onStored));
            }
        });
    }

    private static boolean isTooLarge(Exception failure) {
        return failure instanceof RecordTooLargeException || failure instanceof RecordBatchTooLargeException;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Ends with the first letter that is answered at once: the topic is gone, so the next would make the caller wait as long.
     */
    @Override
    public void retryFailed() {
        for (int waiting = failed.size(); waiting > 0; waiting--) {
            Supplier<Future<RecordMetadata>> again = failed.poll();
            if (again == null || again.get().isDone()) {
                return;
            }
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE_BUDGET);
    }

    private ProducerRecord<byte[], byte[]> letterOf(DeadLetter letter, Kept kept) {
        ConsumerRecord<byte[], byte[]> record = letter.record();
        boolean placeOnly = kept == Kept.PLACE_ONLY;
        ProducerRecord<byte[], byte[]> sent = new ProducerRecord<>(
                topicFor(record.topic(), group),
                null,
                timestamp(record),
                placeOnly ? null : record.key(),
                kept == Kept.ALL ? record.value() : null,
                placeOnly ? new RecordHeaders() : record.headers());
        Headers headers = sent.headers();
        if (kept != Kept.ALL && record.value() != null) {
            add(headers, VALUE_DROPPED_HEADER, TOO_LARGE);
        }
        if (placeOnly) {
            add(headers, KEY_DROPPED_HEADER, TOO_LARGE);
        }
        add(headers, "__connect.errors.topic", record.topic());
        add(headers, "__connect.errors.partition", Integer.toString(record.partition()));
        add(headers, "__connect.errors.offset", Long.toString(record.offset()));
        add(headers, "__connect.errors.connector.name", connector);
        add(headers, "__connect.errors.task.id", "0");
        add(headers, "__connect.errors.stage", "TASK_PUT");
        add(headers, "__connect.errors.class.name", connector);
        add(headers, "__connect.errors.exception.class.name", letter.reason());
        add(headers, "__connect.errors.exception.message", letter.refusal().toString());
        add(headers, REASON_HEADER, letter.reason());
        letter.version().ifPresent(version -> add(headers, VERSION_HEADER, version.toHex()));
        return sent;
    }

    private static @Nullable Long timestamp(ConsumerRecord<byte[], byte[]> record) {
        return record.timestamp() == ConsumerRecord.NO_TIMESTAMP ? null : record.timestamp();
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
