package dev.millrace.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.change.Operation;
import dev.millrace.core.failure.Refusal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordTaskTest {
    private static final Refusal FIRST = new Refusal("FIRST", "here");

    private final RecordTask moved = new RecordTask(
            Samples.pending(Samples.assignment(Samples.P0, 0), 0),
            Samples.change(Operation.UPDATE, "new", Optional.of("old"), 1),
            2);

    @Test
    void aRecordOfTwoWritesIsAnsweredWithTheSecond() {
        assertFalse(moved.answered(Settlement.STALE));
        assertTrue(moved.answered(Settlement.APPLIED));
        assertEquals(Settlement.APPLIED, moved.settlement());
    }

    @Test
    void oneAppliedWriteMakesTheRecordApplied() {
        moved.answered(Settlement.APPLIED);
        moved.answered(Settlement.SUPERSEDED);
        assertEquals(Settlement.APPLIED, moved.settlement());
    }

    @Test
    void oneRejectedWriteMakesTheRecordADeadLetterWithTheFirstReason() {
        assertFalse(moved.rejected(FIRST));
        assertTrue(moved.rejected(new Refusal("SECOND", "there")));
        assertEquals(Settlement.DEAD_LETTERED, moved.settlement());
        assertEquals(Optional.of(FIRST), moved.refusal());
    }

    @Test
    void aRejectionIsNotForgottenWhenTheOtherWriteIsAppliedLater() {
        moved.rejected(FIRST);
        assertTrue(moved.answered(Settlement.APPLIED));
        assertEquals(Settlement.DEAD_LETTERED, moved.settlement());
    }
}
