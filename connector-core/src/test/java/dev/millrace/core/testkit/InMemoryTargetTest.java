package dev.millrace.core.testkit;

import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import dev.millrace.core.target.TargetTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The reference passes its own contract. */
class InMemoryTargetTest extends TargetContract {
    private static final Value REFUSED = new Value.Text("\0");

    private final InMemoryTarget target = new InMemoryTarget() {
        /** Fails whole batches with the refused value in them, as one statement for a batch would. */
        @Override
        public void write(List<RowWrite> batch, Answers answers) {
            if (batch.stream().anyMatch(write -> write.row().orElse(List.of()).contains(REFUSED))) {
                Outcome failed = new Outcome.Failed(
                        FailureKind.POISON, RejectionReason.VALUE_REFUSED.name(), Outcome.Scope.BATCH);
                for (int i = 0; i < batch.size(); i++) {
                    answers.answer(i, failed);
                }
            } else {
                super.write(batch, answers);
            }
        }
    };

    @Override
    protected Target openTarget() {
        return target;
    }

    @Override
    protected void clear() {
        target.clear();
    }

    @Override
    protected Map<RowKey, List<Value>> readTable(TargetTable table) {
        return target.rows(table);
    }

    @Override
    protected Optional<RowWrite> poisoned(RowWrite healthy) {
        List<Value> row = new ArrayList<>(healthy.row().orElseThrow());
        row.set(row.size() - 1, REFUSED);
        return Optional.of(new RowWrite(healthy.table(), healthy.key(), healthy.version(), Optional.of(row)));
    }
}
