package dev.millrace.keyspaces;

import dev.millrace.core.target.DefinedTable;
import dev.millrace.core.testkit.Definitions;
import dev.millrace.keyspaces.KeyspacesSettings.TableSettings;
import java.util.List;
import java.util.Locale;

/** Tables of the tests. */
final class Tables {
    static final String KEYSPACE = "bank";

    private Tables() {}

    /** @param columns each a name and a type */
    static DefinedTable defined(String name, List<String> key, String... columns) {
        return Definitions.table("S." + name.toUpperCase(Locale.ROOT), name, key, columns);
    }

    static TableSettings settings(String name, List<String> key, String... columns) {
        return new TableSettings(defined(name, key, columns), List.of());
    }

    /** Partitioned by the first column of the key. */
    static MappedTable mapped(String name, List<String> key, String... columns) {
        return new MappedTable(KEYSPACE, defined(name, key, columns), key.subList(0, 1));
    }
}
