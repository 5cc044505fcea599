package dev.millrace.keyspaces;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import java.util.List;
import java.util.Optional;

/** Reads the versions that one table holds. */
record HeldVersions(PreparedTable table, Questions questions) {

    /** Blocks. */
    List<Optional<ChangeVersion>> read(List<RowKey> keys) {
        return questions.ask(table.table().targetTable().name(), keys, table::held);
    }
}
