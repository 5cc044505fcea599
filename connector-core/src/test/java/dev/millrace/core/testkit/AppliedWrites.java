package dev.millrace.core.testkit;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowWrite;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps the accounts of one history: every write ends as applied or stale, and no version of a row is applied twice, whichever
 * writers had it. Safe for all threads.
 */
final class AppliedWrites {
    private final Violations violations;
    private final Set<Write> applied = ConcurrentHashMap.newKeySet();
    private final AtomicInteger stale = new AtomicInteger();

    AppliedWrites(Violations violations) {
        this.violations = violations;
    }

    /** Takes the outcomes of a batch that was written for the first time or again. */
    void book(List<RowWrite> batch, List<Outcome> outcomes) {
        for (int i = 0; i < batch.size(); i++) {
            RowWrite write = batch.get(i);
            Outcome outcome = outcomes.get(i);
            if (outcome instanceof Outcome.Failed) {
                violations.add(outcome + " for a row that the table can hold: " + write + " "
                        + write.key().values());
            } else if (outcome instanceof Outcome.Stale) {
                stale.incrementAndGet();
            } else if (!applied.add(new Write(write.table().name(), write.key(), write.version()))) {
                violations.add("applied twice: " + write + " " + write.key().values());
            }
        }
    }

    /** Takes the outcomes of a batch of which the target holds every version, or newer ones: all have to be stale. */
    void bookRepeated(List<RowWrite> batch, List<Outcome> outcomes) {
        for (int i = 0; i < batch.size(); i++) {
            if (!(outcomes.get(i) instanceof Outcome.Stale)) {
                RowWrite write = batch.get(i);
                violations.add(outcomes.get(i) + " for a version that is held already: " + write + " "
                        + write.key().values());
            }
        }
    }

    int applied() {
        return applied.size();
    }

    int stale() {
        return stale.get();
    }

    private record Write(String table, RowKey key, ChangeVersion version) {}
}
