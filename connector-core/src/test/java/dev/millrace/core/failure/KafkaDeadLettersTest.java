package dev.millrace.core.failure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.observe.ConnectorMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class KafkaDeadLettersTest {
    private static final Refusal REFUSAL = new Refusal("VALUE_TYPE", "public.account.balance");
    private static final ChangeVersion VERSION = ChangeVersion.of(0, new byte[9], 7, 0);

    /** Fails at once while the topic is gone, as a producer without metadata does. */
    private static final class Letters extends MockProducer<byte[], byte[]> {
        private boolean gone;
        private int calls;

        Letters() {
            super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            calls++;
            Future<RecordMetadata> sent = super.send(record, callback);
            if (gone) {
                errorNext(new TimeoutException("no metadata"));
            }
            return sent;
        }
    }

    private final Letters producer = new Letters();
    private final AtomicInteger stored = new AtomicInteger();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final KafkaDeadLetters deadLetters =
            new KafkaDeadLetters(producer, "group", "bank", new ConnectorMetrics(registry, Clock.systemUTC(), "test"));

    private static ConsumerRecord<byte[], byte[]> record(long timestamp) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", "t-1".getBytes(UTF_8));
        return new ConsumerRecord<>(
                "bank.account",
                3,
                42,
                timestamp,
                TimestampType.CREATE_TIME,
                1,
                1,
                "key".getBytes(UTF_8),
                "value".getBytes(UTF_8),
                headers,
                Optional.empty());
    }

    private ConsumerRecord<byte[], byte[]> send() {
        ConsumerRecord<byte[], byte[]> record = record(1_000);
        deadLetters.send(new DeadLetter(record, REFUSAL, Optional.of(VERSION)), stored::incrementAndGet);
        return record;
    }

    private ProducerRecord<byte[], byte[]> last() {
        return producer.history().get(producer.history().size() - 1);
    }

    private static Map<String, String> headers(ProducerRecord<byte[], byte[]> letter) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : letter.headers()) {
            headers.put(header.key(), new String(header.value(), UTF_8));
        }
        return headers;
    }

    @Test
    void aLetterIsTheRecordWithTheReasonBesideItsOwnHeaders() {
        ConsumerRecord<byte[], byte[]> record = send();
        ProducerRecord<byte[], byte[]> letter = last();
        assertEquals("bank.account.group.dlq", letter.topic());
        assertNull(letter.partition());
        assertEquals(1_000L, letter.timestamp());
        assertSame(record.key(), letter.key());
        assertArrayEquals("value".getBytes(UTF_8), letter.value());
        Map<String, String> headers = headers(letter);
        assertEquals("t-1", headers.get("trace"));
        assertEquals("VALUE_TYPE", headers.get("millrace.reason"));
        assertEquals(VERSION.toHex(), headers.get("millrace.version"));
        assertEquals("bank.account", headers.get("__connect.errors.topic"));
        assertEquals("3", headers.get("__connect.errors.partition"));
        assertEquals("42", headers.get("__connect.errors.offset"));
        assertEquals("bank", headers.get("__connect.errors.connector.name"));
        assertEquals("VALUE_TYPE", headers.get("__connect.errors.exception.class.name"));
        assertEquals("VALUE_TYPE at public.account.balance", headers.get("__connect.errors.exception.message"));
        assertEquals(1, record.headers().toArray().length, "the record's own headers were changed");
    }

    @Test
    void theLogNamesThePlaceAndTheMetricDoesNot() {
        Logger log = (Logger) LoggerFactory.getLogger(KafkaDeadLetters.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        log.addAppender(lines);
        try {
            send();
        } finally {
            log.detachAppender(lines);
        }
        assertEquals(
                "dead letter VALUE_TYPE bank.account-3@42 at public.account.balance",
                lines.list.get(0).getFormattedMessage());
        producer.completeNext();
        assertEquals(
                1,
                registry.get("cdc.dlq.records")
                        .tag("reason", "VALUE_TYPE")
                        .counter()
                        .count());
    }

    @Test
    void aLetterIsStoredOnceItIsAcknowledgedAndOnlyOnce() {
        send();
        assertEquals(0, stored.get());
        producer.completeNext();
        deadLetters.retryFailed();
        assertEquals(1, stored.get());
        assertEquals(1, producer.calls);
    }

    @Test
    void aLetterThatFailsIsSentAgainUntilItIsAcknowledged() {
        send();
        for (int i = 0; i < 5; i++) {
            producer.errorNext(new NotEnoughReplicasException("down"));
            assertEquals(0, stored.get());
            deadLetters.retryFailed();
        }
        producer.completeNext();
        deadLetters.retryFailed();
        assertEquals(1, stored.get());
        assertEquals(6, producer.calls);
        assertArrayEquals("value".getBytes(UTF_8), last().value());
    }

    @Test
    void aLetterThatTheBrokerHasTakenIsNotStoredBeforeSomeAcknowledgementComes() {
        send();
        // All that is known after delivery.timeout.ms: nobody has answered.
        producer.errorNext(new TimeoutException("1 record expired"));
        assertEquals(0, stored.get());
        deadLetters.retryFailed();
        assertEquals(2, producer.history().size());
        assertEquals(0, stored.get());
        producer.completeNext();
        assertEquals(1, stored.get());
        assertArrayEquals(producer.history().get(0).value(), last().value());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLetterThatIsTooLargeGoesWithoutItsValueAndSaysSo(boolean batch) {
        ConsumerRecord<byte[], byte[]> record = send();
        producer.errorNext(batch ? new RecordBatchTooLargeException("large") : new RecordTooLargeException("large"));
        deadLetters.retryFailed();
        ProducerRecord<byte[], byte[]> bare = last();
        assertNull(bare.value());
        assertSame(record.key(), bare.key());
        assertEquals("TOO_LARGE", headers(bare).get("millrace.value.dropped"));
        assertEquals("VALUE_TYPE", headers(bare).get("millrace.reason"));
        producer.completeNext();
        assertEquals(1, stored.get());
    }

    @Test
    void aLetterThatIsTooLargeEvenWithoutItsValueSaysOnlyWhereItsRecordIs() {
        send();
        producer.errorNext(new RecordTooLargeException());
        deadLetters.retryFailed();
        producer.errorNext(new RecordTooLargeException());
        deadLetters.retryFailed();
        ProducerRecord<byte[], byte[]> place = last();
        assertNull(place.value());
        assertNull(place.key());
        assertEquals("TOO_LARGE", headers(place).get("millrace.key.dropped"));
        assertEquals("42", headers(place).get("__connect.errors.offset"));
        assertNull(headers(place).get("trace"));
        producer.completeNext();
        assertEquals(1, stored.get());
    }

    @Test
    void aRecordWithoutATimeIsALetterToo() {
        deadLetters.send(
                new DeadLetter(record(ConsumerRecord.NO_TIMESTAMP), REFUSAL, Optional.empty()),
                stored::incrementAndGet);
        assertNull(last().timestamp());
    }

    @Test
    void aRoundOfRetriesEndsAtTheFirstThatFailsAtOnceSoThatThePollLoopIsNotHeldUp() {
        producer.gone = true;
        for (int i = 0; i < 100; i++) {
            send();
        }
        int before = producer.calls;
        deadLetters.retryFailed();
        assertEquals(before + 1, producer.calls);
        producer.gone = false;
        deadLetters.retryFailed();
        while (producer.completeNext()) {
            deadLetters.retryFailed();
        }
        assertEquals(100, stored.get());
        assertTrue(producer.calls <= before + 1 + 100);
    }
}
