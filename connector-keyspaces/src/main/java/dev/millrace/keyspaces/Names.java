package dev.millrace.keyspaces;

import com.datastax.oss.driver.api.core.CqlIdentifier;

/** Names of keyspaces, tables and columns, which are written exactly as the configuration has them. */
final class Names {
    private Names() {}

    /** In double quotes where CQL needs them. */
    static String cql(String name) {
        return CqlIdentifier.fromInternal(name).asCql(true);
    }

    static String cql(String keyspace, String table) {
        return cql(keyspace) + "." + cql(table);
    }
}
