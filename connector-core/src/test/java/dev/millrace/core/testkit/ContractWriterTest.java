package dev.millrace.core.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowWrite;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContractWriterTest {
    private final Violations violations = new Violations();

    @ParameterizedTest
    @EnumSource(names = {"TRANSIENT", "UNAVAILABLE"})
    void whatFailsForTheMomentIsWrittenAgain(FailureKind kind) throws Exception {
        FailingTarget target = new FailingTarget(kind, 3);
        assertEquals(
                List.of(Outcome.APPLIED, Outcome.APPLIED), writer(target).write(List.of(delete("a"), delete("b"))));
        violations.check();
    }

    @Test
    void whatNeverSucceedsFailsTheTest() {
        FailingTarget target = new FailingTarget(FailureKind.TRANSIENT, Integer.MAX_VALUE);
        assertThrows(AssertionError.class, () -> writer(target).write(List.of(delete("a"))));
    }

    @ParameterizedTest
    @EnumSource(names = {"POISON", "FATAL", "DEPENDENCY"})
    void whatFailsForGoodIsNotWrittenAgain(FailureKind kind) throws Exception {
        FailingTarget target = new FailingTarget(kind, 1);
        List<Outcome> outcomes = writer(target).write(List.of(delete("a"), delete("b")));
        assertEquals(List.of(target.failure, Outcome.APPLIED), outcomes);
    }

    private ContractWriter writer(InMemoryTarget target) {
        return new ContractWriter(target, Duration.ofSeconds(1), violations);
    }

    private static RowWrite delete(String id) {
        RowKey key = new RowKey(new Value.Text(id));
        return new RowWrite(KitTable.EVENT.targetTable(), key, SourceClock.lowest(), Optional.empty());
    }

    private static final class FailingTarget extends InMemoryTarget {
        private final Outcome failure;
        private int left;

        FailingTarget(FailureKind kind, int failures) {
            this.failure = new Outcome.Failed(kind, "CODE", Outcome.Scope.ROW);
            this.left = failures;
        }

        @Override
        Outcome write(RowWrite write) {
            return left-- > 0 ? failure : super.write(write);
        }
    }
}
