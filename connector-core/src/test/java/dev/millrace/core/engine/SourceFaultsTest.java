package dev.millrace.core.engine;

import static dev.millrace.core.engine.Samples.P0;
import static dev.millrace.core.engine.Samples.P1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.config.ProblemCode;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What no record is to blame for: nothing of it is settled, so nothing is lost when somebody has mended it. */
class SourceFaultsTest {
    private final LineFormat format = new LineFormat();
    private final EngineRig rig = EngineRig.withFormat(format, P0, P1);
    private final FakeKafka kafka = rig.kafka;

    /** While the engine runs, the log changes inside of a poll only. */
    private void arrive(TopicPartition partition, String key, String... values) {
        kafka.onPoll(() -> {
            for (String value : values) {
                kafka.append(partition, key, value);
            }
        });
    }

    @AfterEach
    void end() throws InterruptedException {
        rig.close();
    }

    @Test
    void aSourceThatLeavesOutWhatOrdersItsChangesStopsTheConnectorAtTheFirstRecord() throws InterruptedException {
        kafka.append(P0, "a", "setting");
        kafka.append(P0, "a", "U a 1");
        rig.start(P0);
        rig.join();
        assertEquals(ProblemCode.SOURCE_SETTING, rig.problem());
        assertTrue(kafka.committed(P0) <= 0, "committed " + kafka.committed(P0));
        assertTrue(rig.target.held.isEmpty());
        assertTrue(rig.deadLetters.letters.isEmpty());
    }

    @Test
    void onceSomethingIsAppliedItOnlyHandsOutNothingMore() throws InterruptedException {
        assertNothingIsWrittenBehind("setting");
    }

    @Test
    void aTruncateHandsOutNothingMore() throws InterruptedException {
        assertNothingIsWrittenBehind("truncate");
    }

    private void assertNothingIsWrittenBehind(String fault) throws InterruptedException {
        rig.start(P0);
        arrive(P0, "a", "U a 1");
        rig.awaitCommitted(P0, 1);
        arrive(P0, "a", fault, "U b 1");
        rig.awaitPolls(4);
        assertEquals(1, kafka.committed(P0));
        assertFalse(rig.target.held.containsKey(Samples.key("b")));
        assertTrue(rig.deadLetters.letters.isEmpty());
        rig.stopAndJoin();
        assertTrue(rig.failure().isEmpty());
        assertEquals(1, kafka.committed(P0));
    }

    @Test
    void aRecordWhoseSchemaCannotBeHadWaitsForItAndTheOtherPartitionsGoOn() {
        kafka.append(P0, "a", "schema a 1");
        kafka.append(P0, "a", "U a 2");
        rig.start(P0, P1);
        rig.awaitPolls(4);
        assertTrue(kafka.committed(P0) <= 0, "committed " + kafka.committed(P0));
        arrive(P1, "other", "U c 1");
        rig.awaitHeldVersion("c");
        assertFalse(rig.target.held.containsKey(Samples.key("a")));
        format.answerRegistry();
        rig.awaitCommitted(P0, 2);
        assertTrue(rig.deadLetters.letters.isEmpty());
    }

    @Test
    void aRecordThatWaitsForItsSchemaDoesNotHoldUpTheEnd() throws InterruptedException {
        kafka.append(P0, "a", "schema a 1");
        rig.start(P0);
        rig.awaitPolls(4);
        rig.stopAndJoin();
        assertTrue(rig.failure().isEmpty());
        assertTrue(kafka.committed(P0) <= 0, "committed " + kafka.committed(P0));
    }
}
