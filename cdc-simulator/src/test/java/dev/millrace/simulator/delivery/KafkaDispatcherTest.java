package dev.millrace.simulator.delivery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.simulator.SimulatorError;
import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.source.SourceChange;
import java.time.Duration;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaDispatcherTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    private final Delivered<SourceChange> first = new Delivered<>(Changes.change(1), Delivered.Kind.FIRST);
    private final Delivered<SourceChange> second = new Delivered<>(Changes.change(2), Delivered.Kind.FIRST);
    private final MockProducer<byte[], byte[]> producer = producer(false);
    private final KafkaDispatcher dispatcher = new KafkaDispatcher(producer, TopicNames.usual(), 2, SHORT);

    @Test
    void aChangeGoesToItsTablesTopicUnderItsRowsKey() throws InterruptedException {
        MockProducer<byte[], byte[]> prompt = producer(true);
        try (KafkaDispatcher sending = new KafkaDispatcher(prompt, new TopicNames("test"), 2, SHORT)) {
            sending.accept(first);
            sending.accept(second);
            sending.accept(first);
            sending.flush();
        }
        ProducerRecord<byte[], byte[]> sent = prompt.history().get(0);
        assertEquals(3, prompt.history().size());
        assertEquals("test.row", sent.topic());
        assertArrayEquals(new PreciselyJson().key(first.change()), sent.key());
        assertArrayEquals(new PreciselyJson().value(first.change()), sent.value());
        assertTrue(prompt.closed());
    }

    @Test
    void aRefusedRecordIsNeverSwallowed() throws InterruptedException {
        dispatcher.accept(first);
        TopicAuthorizationException refusal = new TopicAuthorizationException("not allowed");
        assertTrue(producer.errorNext(refusal));

        SimulatorException next = assertThrows(SimulatorException.class, () -> dispatcher.accept(second));
        assertEquals(SimulatorError.KAFKA_SEND_FAILED, next.code());
        assertEquals("bank.row", next.where());
        assertSame(refusal, next.getCause());
        assertThrows(SimulatorException.class, dispatcher::flush);
        assertThrows(SimulatorException.class, dispatcher::close);
        assertTrue(producer.closed());
    }

    @Test
    void anErrorOfSendItselfIsNeverSwallowed() {
        producer.sendException = new TopicAuthorizationException("not allowed");
        assertThrows(SimulatorException.class, () -> dispatcher.accept(first));
        producer.sendException = null;
        assertThrows(SimulatorException.class, () -> dispatcher.accept(first));
    }

    @Test
    void noMoreThanTheBoundIsInFlight() throws InterruptedException {
        dispatcher.accept(first);
        dispatcher.accept(second);
        SimulatorException full = assertThrows(SimulatorException.class, () -> dispatcher.accept(first));
        assertEquals(SimulatorError.KAFKA_STALLED, full.code());
        assertEquals(2, producer.history().size());
        assertTrue(producer.completeNext());
        dispatcher.accept(first);
        assertEquals(3, producer.history().size());
    }

    @Test
    void flushWaitsForEveryAcknowledgementButNotForever() throws InterruptedException {
        dispatcher.accept(first);
        SimulatorException stalled = assertThrows(SimulatorException.class, dispatcher::flush);
        assertEquals(SimulatorError.KAFKA_STALLED, stalled.code());
        assertTrue(producer.completeNext());
        dispatcher.flush();
        dispatcher.close();
    }

    @Test
    void anInterruptedThreadLearnsOfIt() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> dispatcher.accept(first));
    }

    private static MockProducer<byte[], byte[]> producer(boolean prompt) {
        return new MockProducer<>(prompt, null, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
