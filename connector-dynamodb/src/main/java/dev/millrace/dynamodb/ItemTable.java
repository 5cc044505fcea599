package dev.millrace.dynamodb;

import dev.millrace.core.target.DefinedTable;
import dev.millrace.core.target.TargetTable;

/** A table whose definition passed all checks, and the key of its items. */
record ItemTable(DefinedTable defined, ItemKey key) {

    String name() {
        return table().name();
    }

    TargetTable table() {
        return defined.table();
    }
}
