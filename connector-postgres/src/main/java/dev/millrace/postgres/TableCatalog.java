package dev.millrace.postgres;

import dev.millrace.postgres.FoundTable.DeletingKey;
import dev.millrace.postgres.FoundTable.Filled;
import dev.millrace.postgres.FoundTable.FoundColumn;
import dev.millrace.postgres.FoundTable.UniqueIndex;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads the server's catalog over a connection that is its caller's. */
final class TableCatalog {
    private static final String RELATION = """
            SELECT c.oid::bigint, row_security_active(c.oid) AS secured,
                pg_get_userbyid(c.relowner)::text AS owner, pg_has_role(c.relowner, 'USAGE') AS owned,
                CASE WHEN c.relpersistence = 'u' THEN 'unlogged table'
                    WHEN c.relpersistence = 't' THEN 'temporary table'
                    WHEN c.relkind IN ('r', 'p') THEN 'table'
                    WHEN c.relkind = 'v' THEN 'view'
                    WHEN c.relkind = 'm' THEN 'materialized view'
                    WHEN c.relkind = 'f' THEN 'foreign table'
                    ELSE 'relation of kind ' || c.relkind::text END AS kind,
                to_json(ARRAY(SELECT p FROM unnest(string_to_array(?::text, ',')) p
                    WHERE NOT has_schema_privilege(n.oid, 'USAGE') OR NOT has_table_privilege(c.oid, p)))::text AS missing
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p', 'v', 'm', 'f')""";

    private static final String COLUMNS = """
            SELECT a.attname::text, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull,
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
            SELECT c.relname::text,
                to_json(ARRAY(SELECT a.attname::text FROM unnest(i.indkey::int2[]) WITH ORDINALITY k (attnum, place)
                    JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                    WHERE k.place <= i.indnkeyatts ORDER BY k.place))::text AS columns,
                i.indexprs IS NULL AND i.indimmediate AS plain,
                coalesce(pg_get_expr(i.indpred, i.indrelid), '') AS predicate,
                coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false) AS nulls_equal
            FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
            WHERE i.indrelid = ? AND i.indisunique AND i.indisvalid ORDER BY i.indisprimary DESC, c.relname""";

    /** Of the table and its partitions; a key that a partition has from its parent is the parent's. */
    private static final String DELETING_KEYS = """
            WITH target AS (SELECT ?::bigint::oid AS oid),
                tree AS (SELECT oid FROM target UNION SELECT p.relid FROM target, pg_partition_tree(target.oid) p)
            SELECT k.conname::text, n.nspname::text, c.relname::text,
                CASE k.confdeltype WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' ELSE 'SET DEFAULT' END AS action
            FROM pg_catalog.pg_constraint k
                JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                LEFT JOIN pg_catalog.pg_constraint parent ON parent.oid = k.conparentid
            WHERE k.contype = 'f' AND k.confdeltype IN ('c', 'n', 'd') AND k.confrelid IN (SELECT oid FROM tree)
                AND (parent.oid IS NULL OR parent.confrelid NOT IN (SELECT oid FROM tree))
            ORDER BY n.nspname, c.relname, k.conname""";

    private final SqlSession session;

    TableCatalog(SqlSession session) {
        this.session = session;
    }

    /** @param privileges that the connector's role needs on the table */
    Optional<FoundTable> read(QualifiedName name, List<String> privileges) throws SQLException {
        List<SqlRow> relations = session.query(
                RELATION,
                List.of(
                        new Parameter.Text(String.join(",", privileges)),
                        new Parameter.Text(name.schema()),
                        new Parameter.Text(name.table())));
        if (relations.isEmpty()) {
            return Optional.empty();
        }
        SqlRow relation = relations.get(0);
        long oid = relation.whole(1);
        return Optional.of(new FoundTable(
                relation.text(5),
                relation.flag(2),
                relation.text(3),
                relation.flag(4),
                list(COLUMNS, oid, TableCatalog::column),
                relation.texts(6),
                list(UNIQUE_INDEXES, oid, TableCatalog::index),
                list(DELETING_KEYS, oid, TableCatalog::deletingKey)));
    }

    boolean schemaExists(String schema) throws SQLException {
        return !session.query(
                        "SELECT true FROM pg_catalog.pg_namespace WHERE nspname = ?",
                        List.of(new Parameter.Text(schema)))
                .isEmpty();
    }

    private static FoundColumn column(SqlRow row) {
        return new FoundColumn(
                row.text(1), row.text(2), row.flag(3), Filled.valueOf(row.text(4)), row.textOrEmpty(5), row.flag(6));
    }

    private static UniqueIndex index(SqlRow row) {
        return new UniqueIndex(row.text(1), row.texts(2), row.flag(3), row.text(4), row.flag(5));
    }

    private static DeletingKey deletingKey(SqlRow row) {
        return new DeletingKey(row.text(1), new QualifiedName(row.text(2), row.text(3)), row.text(4));
    }

    private <T> List<T> list(String sql, long oid, Function<SqlRow, T> reader) throws SQLException {
        return session.query(sql, List.of(new Parameter.Whole(oid))).stream()
                .map(reader)
                .toList();
    }
}
