package dev.millrace.core.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class IsolationTest {
    private final RowTask task = Samples.task(Samples.assignment(Samples.P0, 0), 0, "a", 1);

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void aWriteThatLosesItsConnectionBetweenHeartbeatsThatAreAnsweredIsStruckOut() {
        assertFalse(task.struckOut(0, 0, true, 0));
        assertFalse(task.struckOut(0, 1, true, seconds(30)));
        assertTrue(task.struckOut(0, 2, true, seconds(60)));
    }

    @Test
    void heartbeatsProveNothingAgainstAWriteThatTheTargetRefuses() {
        for (int i = 0; i < 100; i++) {
            assertFalse(task.struckOut(0, i, false, seconds(30L * i)), "a target that is read only answers heartbeats");
        }
    }

    @Test
    void withoutAnAnswerInBetweenNothingIsProven() {
        for (int i = 0; i < 100; i++) {
            assertFalse(task.struckOut(0, 7, true, seconds(i)));
        }
    }

    @Test
    void otherWritesThatAreTakenProveItHoweverItFails() {
        assertFalse(task.struckOut(1, 0, false, 0));
        assertFalse(task.struckOut(2, 0, false, seconds(3)));
        assertTrue(task.struckOut(3, 0, false, seconds(6)));
    }
}
