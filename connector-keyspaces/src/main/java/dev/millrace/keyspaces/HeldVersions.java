package dev.millrace.keyspaces;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.target.TargetException;
import java.util.List;
import java.util.Optional;

/** Reads the versions that one table holds. */
record HeldVersions(PreparedTable table, Questions questions) {

    /**
     * Blocks.
     *
     * @throws TargetException of kind {@code POISON} where no row can have one of the keys
     */
    List<Optional<ChangeVersion>> read(List<RowKey> keys) {
        return questions.ask(table.table().targetTable().name(), keys, table::held);
    }
}
