package dev.millrace.postgres;

import dev.millrace.postgres.FoundTable.DeletingKey;
import dev.millrace.postgres.FoundTable.Filled;
import dev.millrace.postgres.FoundTable.FoundColumn;
import dev.millrace.postgres.FoundTable.UniqueIndex;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the server's catalog over a connection that is its caller's. */
final class TableCatalog {
    private static final String RELATION = """
            SELECT c.oid, row_security_active(c.oid) AS secured,
                pg_get_userbyid(c.relowner) AS owner, pg_has_role(c.relowner, 'USAGE') AS owned,
                CASE WHEN c.relpersistence = 'u' THEN 'unlogged table'
                    WHEN c.relpersistence = 't' THEN 'temporary table'
                    WHEN c.relkind IN ('r', 'p') THEN 'table'
                    WHEN c.relkind = 'v' THEN 'view'
                    WHEN c.relkind = 'm' THEN 'materialized view'
                    WHEN c.relkind = 'f' THEN 'foreign table'
                    ELSE 'relation of kind ' || c.relkind::text END AS kind,
                ARRAY(SELECT p FROM unnest(?::text[]) p
                    WHERE NOT has_schema_privilege(n.oid, 'USAGE') OR NOT has_table_privilege(c.oid, p)) AS missing
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p', 'v', 'm', 'f')""";

    private static final String COLUMNS = """
            SELECT a.attname, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull,
                CASE WHEN a.attgenerated <> '' THEN 'GENERATED'
                    WHEN a.attidentity = 'a' THEN 'BY_IDENTITY_ALWAYS'
                    WHEN a.attidentity = 'd' THEN 'BY_IDENTITY'
                    WHEN a.atthasdef THEN 'BY_DEFAULT'
                    ELSE 'BY_WRITER' END AS filled,
                CASE WHEN a.attcollation = t.typcollation THEN ''
                    ELSE quote_ident(n.nspname) || '.' || quote_ident(l.collname) END AS collation,
                coalesce(l.collisdeterministic, true) AS exact
            FROM pg_catalog.pg_attribute a
                JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
                LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
                LEFT JOIN pg_catalog.pg_namespace n ON n.oid = l.collnamespace
            WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum""";

    /** The way over JSON reads a column of pg_index that servers before 15 do not have. */
    private static final String UNIQUE_INDEXES = """
            SELECT c.relname,
                ARRAY(SELECT a.attname::text FROM unnest(i.indkey::int2[]) WITH ORDINALITY k (attnum, place)
                    JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                    WHERE k.place <= i.indnkeyatts ORDER BY k.place) AS columns,
                i.indexprs IS NULL AND i.indimmediate AS plain,
                coalesce(pg_get_expr(i.indpred, i.indrelid), '') AS predicate,
                coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false) AS nulls_equal
            FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
            WHERE i.indrelid = ? AND i.indisunique AND i.indisvalid ORDER BY i.indisprimary DESC, c.relname""";

    /** Of the table and its partitions; a key that a partition has from its parent is the parent's. */
    private static final String DELETING_KEYS = """
            WITH target AS (SELECT ?::bigint::oid AS oid),
                tree AS (SELECT oid FROM target UNION SELECT p.relid FROM target, pg_partition_tree(target.oid) p)
            SELECT k.conname, n.nspname, c.relname,
                CASE k.confdeltype WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' ELSE 'SET DEFAULT' END AS action
            FROM pg_catalog.pg_constraint k
                JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                LEFT JOIN pg_catalog.pg_constraint parent ON parent.oid = k.conparentid
            WHERE k.contype = 'f' AND k.confdeltype IN ('c', 'n', 'd') AND k.confrelid IN (SELECT oid FROM tree)
                AND (parent.oid IS NULL OR parent.confrelid NOT IN (SELECT oid FROM tree))
            ORDER BY n.nspname, c.relname, k.conname""";

    private final Connection connection;

    TableCatalog(Connection connection) {
        this.connection = connection;
    }

    /** @param privileges that the connector's role needs on the table */
    Optional<FoundTable> read(QualifiedName name, List<String> privileges) throws SQLException {
        long oid;
        String kind;
        boolean rowSecurity;
        String owner;
        boolean owned;
        List<String> missing;
        try (PreparedStatement statement = connection.prepareStatement(RELATION)) {
            statement.setArray(1, connection.createArrayOf("text", privileges.toArray()));
            statement.setString(2, name.schema());
            statement.setString(3, name.table());
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                oid = rows.getLong("oid");
                kind = rows.getString("kind");
                rowSecurity = rows.getBoolean("secured");
                owner = rows.getString("owner");
                owned = rows.getBoolean("owned");
                missing = strings(rows.getArray("missing"));
            }
        }
        return Optional.of(new FoundTable(
                kind,
                rowSecurity,
                owner,
                owned,
                list(COLUMNS, oid, TableCatalog::column),
                missing,
                list(UNIQUE_INDEXES, oid, TableCatalog::index),
                list(DELETING_KEYS, oid, TableCatalog::deletingKey)));
    }

    boolean schemaExists(String schema) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT FROM pg_catalog.pg_namespace WHERE nspname = ?")) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static FoundColumn column(ResultSet row) throws SQLException {
        return new FoundColumn(
                row.getString("attname"),
                row.getString("type"),
                row.getBoolean("attnotnull"),
                Filled.valueOf(row.getString("filled")),
                Objects.requireNonNullElse(row.getString("collation"), ""),
                row.getBoolean("exact"));
    }

    private static UniqueIndex index(ResultSet row) throws SQLException {
        return new UniqueIndex(
                row.getString("relname"),
                strings(row.getArray("columns")),
                row.getBoolean("plain"),
                row.getString("predicate"),
                row.getBoolean("nulls_equal"));
    }

    private static DeletingKey deletingKey(ResultSet row) throws SQLException {
        return new DeletingKey(
                row.getString("conname"),
                new QualifiedName(row.getString("nspname"), row.getString("relname")),
                row.getString("action"));
    }

    private <T> List<T> list(String sql, long oid, Reader<T> reader) throws SQLException {
        List<T> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, oid);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
            }
        }
        return found;
    }

    private static List<String> strings(Array array) throws SQLException {
        return Stream.of((Object[]) array.getArray()).map(String::valueOf).toList();
    }

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }
}
