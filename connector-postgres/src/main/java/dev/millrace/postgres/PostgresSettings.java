package dev.millrace.postgres;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that {@link PostgresTarget} needs to know. Immutable. Nothing is checked here: opening the target reports every
 * problem at once.
 *
 * @param url a JDBC URL, {@code jdbc:postgresql://host:port/database}; further driver properties may follow
 * @param connections in the pool, all of them kept open: one per lane and one for the progress
 * @param connectTimeout until a connection must be made, 1 s and more
 * @param statementTimeout until the server gives up a statement, 1 ms and more; the answer is then {@code TRANSIENT}
 * @param tombstonesKept how long, from when their delete was applied; empty: for ever
 * @param applicationName as the server's activity view shows it
 * @param dataApi what is written to in place of a server with a URL and a login, which are then empty
 */
public record PostgresSettings(
        String url,
        Login login,
        Layout layout,
        AutoCreate autoCreate,
        SchemaEvolution schemaEvolution,
        int connections,
        List<TableSettings> tables,
        Duration connectTimeout,
        Duration statementTimeout,
        Optional<Duration> tombstonesKept,
        String applicationName,
        Optional<DataApiServer> dataApi) {

    /** Who logs in where nobody does: the Data API does it. */
    static final Login NOBODY = new Login.Password("", "");

    public PostgresSettings {
        tables = List.copyOf(tables);
    }

    /** The role that writes, unless a secret names another. */
    public String user() {
        return login.user();
    }

    /** Over connections of its own. */
    public PostgresSettings(
            String url,
            Login login,
            Layout layout,
            AutoCreate autoCreate,
            SchemaEvolution schemaEvolution,
            int connections,
            List<TableSettings> tables,
            Duration connectTimeout,
            Duration statementTimeout,
            Optional<Duration> tombstonesKept,
            String applicationName) {
        this(
                url,
                login,
                layout,
                autoCreate,
                schemaEvolution,
                connections,
                tables,
                connectTimeout,
                statementTimeout,
                tombstonesKept,
                applicationName,
                Optional.empty());
    }

    /** With tables that stay as they are, and tombstones that stay for ever. */
    public PostgresSettings(
            String url,
            Login login,
            Layout layout,
            AutoCreate autoCreate,
            int connections,
            List<TableSettings> tables,
            Duration connectTimeout,
            Duration statementTimeout,
            String applicationName) {
        this(
                url,
                login,
                layout,
                autoCreate,
                SchemaEvolution.FAIL,
                connections,
                tables,
                connectTimeout,
                statementTimeout,
                Optional.empty(),
                applicationName);
    }

    /** The same tables, by way of the Data API. */
    PostgresSettings through(DataApiServer cluster) {
        return new PostgresSettings(
                "",
                NOBODY,
                layout,
                autoCreate,
                schemaEvolution,
                connections,
                tables,
                connectTimeout,
                statementTimeout,
                tombstonesKept,
                applicationName,
                Optional.of(cluster));
    }

    /** What becomes of a column of the source that a table does not have. */
    public enum SchemaEvolution {
        /** Records with it are dead letters. */
        FAIL,
        /** It is left out. */
        IGNORE,
        /** The table gets it. */
        ADD
    }

    /** How statements get to the server. */
    public enum Writer {
        /** Over connections of its own. */
        JDBC,
        /** By calls of the RDS Data API. */
        DATA_API
    }

    /** Where versions and tombstones are kept. */
    public enum Layout {
        /** In a table of schema {@code millrace} beside each target table, which stays clean and loses its deleted rows. */
        SIDECAR,
        /** In two columns of the target table, which keeps deleted rows as tombstones. */
        INLINE
    }

    /** What happens where a table, or what the layout needs, is missing. */
    public enum AutoCreate {
        /** It is created from its definition. */
        CREATE,
        /** The start is refused. */
        REFUSE
    }

    /**
     * One table.
     *
     * @param source its name at the source, such as {@code BANK.ACCOUNT}
     * @param target schema and table, {@code public.account}, exactly as the catalog writes them; a part in double quotes may
     *     have dots
     * @param key names of the target's columns that are the key, in any order
     * @param columns that take the source's columns, in this order; empty: those that the catalog has
     * @param ignored names of the source's columns that are not replicated
     * @param versionBytes of each version that will be written: held ones of another width do not compare with them
     */
    public record TableSettings(
            String source,
            String target,
            List<String> key,
            List<ColumnSettings> columns,
            Set<String> ignored,
            int versionBytes) {
        public TableSettings {
            key = List.copyOf(key);
            columns = List.copyOf(columns);
            ignored = Set.copyOf(ignored);
        }

        /** Replicates every column of the source. */
        public TableSettings(
                String source, String target, List<String> key, List<ColumnSettings> columns, int versionBytes) {
            this(source, target, key, columns, Set.of(), versionBytes);
        }
    }

    /**
     * One column.
     *
     * @param name in the target, exactly as the catalog writes it
     * @param type in SQL, such as {@code numeric(12,2)} or {@code varchar(50)}
     */
    public record ColumnSettings(String name, String type) {}

    /** Without the password. */
    @Override
    public String toString() {
        return "PostgresSettings[user=" + user() + ", layout=" + layout + ", tables=" + tables.size() + "]";
    }
}
