package dev.millrace.core.engine;

import static dev.millrace.core.engine.Samples.P0;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.failure.KafkaDeadLetters;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The broker has taken a dead letter, and its acknowledgement never comes: the letter goes again, its offset waits. */
@Timeout(30)
class LostAcknowledgementTest {
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final EngineRig rig =
            EngineRig.withDeadLetters(new KafkaDeadLetters(producer, "group", "bank", Samples.metrics()), P0);

    @BeforeEach
    void sendOneLetter() {
        rig.kafka.append(P0, "a", "U a 1");
        rig.kafka.append(P0, "b", "garbage");
        rig.kafka.append(P0, "c", "U c 1");
        rig.start(P0);
        awaitLetters(1);
        rig.awaitHeldVersion("c");
    }

    @AfterEach
    void end() throws InterruptedException {
        rig.close();
    }

    @Test
    void aLetterIsSentAgainAndItsOffsetIsCommittedAfterTheAcknowledgementOnly() {
        assertNothingIsCommittedPastTheLetter();
        for (int sent = 2; sent <= 4; sent++) {
            assertTrue(producer.errorNext(new TimeoutException("1 record expired")));
            awaitLetters(sent);
            assertNothingIsCommittedPastTheLetter();
            assertArrayEquals(
                    Samples.bytes("garbage"), producer.history().get(sent - 1).value());
        }
        assertTrue(producer.completeNext());
        rig.awaitCommitted(P0, 3);
        assertEquals(4, producer.history().size());
        assertEquals(Optional.empty(), rig.failure());
    }

    @Test
    void aStopThatFindsNoAcknowledgementLeavesTheRecordToTheNextStart() throws InterruptedException {
        assertTrue(producer.errorNext(new TimeoutException("1 record expired")));
        rig.stopAndJoin();
        assertTrue(rig.kafka.committed(P0) <= 1, "committed " + rig.kafka.committed(P0));
        assertTrue(rig.kafka.closed());
    }

    private void awaitLetters(int sent) {
        await().until(() -> producer.history().size() == sent);
    }

    private void assertNothingIsCommittedPastTheLetter() {
        rig.awaitPolls(5);
        assertTrue(rig.kafka.committed(P0) <= 1, "committed " + rig.kafka.committed(P0));
    }
}
