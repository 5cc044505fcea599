package dev.millrace.core.testkit;

import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.Target;
import dev.millrace.core.target.TargetTable;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A target under test with what the contract needs around it.
 *
 * @param answerWithin the time in which the target has to answer a batch
 */
record Fixture(
        Target target, TableReader reader, TableCleaner cleaner, Batcher batcher, int writers, Duration answerWithin) {

    /** Reads a table by plain means, not through the target. */
    @FunctionalInterface
    interface TableReader {
        Map<RowKey, List<Value>> read(TargetTable table) throws Exception;
    }

    /** Empties the tables, tombstones included. */
    @FunctionalInterface
    interface TableCleaner {
        void clear() throws Exception;
    }

    TargetTable table(KitTable kit) {
        return target.table(kit.sourceName())
                .orElseThrow(() -> new AssertionError("the target does not take the kit's table " + kit.sourceName()));
    }
}
