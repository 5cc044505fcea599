package dev.millrace.core.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.failure.PoisonLimit;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What a lane counts for a batch at a time must not look otherwise to those who count record by record. */
class SettlerTest {
    private final Assignment assignment = Samples.assignment(new TopicPartition("bank", 0), 0);
    private final EngineState state = new EngineState(new Signal());
    private final RecordedDeadLetters deadLetters = new RecordedDeadLetters();
    private final Settler settler = new Settler(deadLetters, Samples.metrics(), state, new PoisonLimit(1, 10));

    @Test
    void soundRecordsOfTheSameBatchPushADeadLetterOutOfTheWindow() {
        settler.unreadable(Samples.task(assignment, 0, "a", 1).record().record(), "BAD", Optional.empty());
        for (int i = 1; i <= 10; i++) {
            settler.written(Samples.task(assignment, i, "a", i), Settlement.APPLIED);
        }
        settler.unreadable(Samples.task(assignment, 11, "b", 1).record().record(), "BAD", Optional.empty());
        assertTrue(state.halted().isEmpty());
    }

    @Test
    void aRecordIsSettledAtOnceAndLeavesThePipelineWithItsBatch() {
        RowTask task = Samples.task(assignment, 0, "a", 1);
        Portion portion = task.record().record().portion();
        portion.handedOut(1);
        settler.written(task, Settlement.APPLIED);
        assertTrue(task.record().record().isSettled());
        assertFalse(portion.isDone());
        settler.flush();
        assertTrue(portion.isDone());
    }
}
