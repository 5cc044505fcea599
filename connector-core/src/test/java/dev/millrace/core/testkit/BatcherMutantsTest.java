package dev.millrace.core.testkit;

import static dev.millrace.core.testkit.MutantCheck.assertCaught;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.target.RowWrite;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract has teeth for what comes before the target, too: each wrong way to make writes fails within 20 histories. */
class BatcherMutantsTest {

    @Test
    void writesWithoutTheDeleteOfAChangedKeyAreCaught() {
        assertCaught("should not be there", new InMemoryTarget(), (batch, target) -> {
            Map<RowKey, RowWrite> writes = new HashMap<>();
            for (RowWrite write : new KitBatcher().writes(batch, target)) {
                boolean ofKeyChange = write.isDelete()
                        && batch.stream()
                                .anyMatch(change -> change.version().equals(write.version())
                                        && change.after().isPresent());
                if (!ofKeyChange) {
                    writes.put(write.key(), write);
                }
            }
            return List.copyOf(writes.values());
        });
    }

    @Test
    void writesThatKeepTheOldestOfABatchAreCaught() {
        assertCaught("after the delivery, table", new InMemoryTarget(), (batch, target) -> {
            Map<RowKey, RowWrite> oldest = new HashMap<>();
            for (Change change : batch) {
                for (RowWrite write : KitBatcher.split(change, target)) {
                    oldest.putIfAbsent(write.key(), write);
                }
            }
            return List.copyOf(oldest.values());
        });
    }
}
