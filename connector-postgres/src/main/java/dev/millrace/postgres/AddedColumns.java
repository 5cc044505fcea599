package dev.millrace.postgres;

import dev.millrace.core.target.RowWrite;
import dev.millrace.postgres.FoundTable.Filled;
import dev.millrace.postgres.FoundTable.FoundColumn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the columns that a table has got, in a transaction of its own before the first write that needs them. Several lanes and
 * connectors may do so at once; who comes second finds the columns. Where another connector has made one of another type, values are
 * converted to that. Safe for all threads.
 */
final class AddedColumns implements TableWriter {
    private static final Logger LOG = LoggerFactory.getLogger(AddedColumns.class);
    /** Nobody waits longer behind this one: who reads the table waits for whoever waits for its lock. The write is then tried again. */
    private static final String LOCK_TIMEOUT = "SET LOCAL lock_timeout = '2s'";

    private static final String NO_PRIVILEGE = "42501";

    private final MappedTable table;
    private final List<MappedColumn> added;
    private final Function<MappedTable, TableWriter> writerOf;
    private final Listener listener;
    /** Written by any lane that has found the columns; all of them write the same. */
    private volatile @Nullable TableWriter made;

    /** Hears of columns that were added; called by lanes. */
    interface Listener {
        void added(int columns);
    }

    /** @param added of the table's columns, those that the database may not have */
    AddedColumns(
            MappedTable table,
            List<MappedColumn> added,
            Function<MappedTable, TableWriter> writerOf,
            Listener listener) {
        this.table = table;
        this.added = List.copyOf(added);
        this.writerOf = writerOf;
        this.listener = listener;
    }

    @Override
    public BitSet write(SqlSession session, List<RowWrite> writes) throws SQLException {
        @Nullable TableWriter writer = made;
        if (writer == null) {
            writer = make(session);
            made = writer;
        }
        return writer.write(session, writes);
    }

    private TableWriter make(SqlSession session) throws SQLException {
        List<MappedColumn> missing = missing(read(session));
        if (!missing.isEmpty()) {
            alter(session, missing);
        }
        MappedTable found = asFound(read(session));
        session.commit();
        if (!missing.isEmpty()) {
            listener.added(missing.size());
            LOG.info("{} has got {}", table.name().display(), definitions(missing));
        }
        TableWriter writer = writerOf.apply(found);
        return found.equals(table) ? writer : new ConvertingWriter(table, found, writer);
    }

    private FoundTable read(SqlSession session) throws SQLException {
        return new TableCatalog(session)
                .read(table.name(), List.of())
                .orElseThrow(() -> new SQLException("the table is gone", "42P01"));
    }

    private List<MappedColumn> missing(FoundTable found) {
        return added.stream()
                .filter(column -> found.column(column.name()).isEmpty())
                .toList();
    }

    private void alter(SqlSession session, List<MappedColumn> missing) throws SQLException {
        try {
            session.execute(LOCK_TIMEOUT);
            session.execute(TableDdl.addColumns(table.name(), missing));
        } catch (SQLException error) {
            if (SqlStateClassifier.code(error).equals(NO_PRIVILEGE)) {
                LOG.error(
                        "{} cannot get {}: only its owner may add columns; GRANT its owner's role to the connector's user, or"
                                + " add them yourself",
                        table.name().display(),
                        definitions(missing));
            }
            throw error;
        }
    }

    /** The table with the types that the columns really have. */
    private MappedTable asFound(FoundTable found) throws SQLException {
        List<MappedColumn> columns = new ArrayList<>();
        for (MappedColumn column : table.columns()) {
            columns.add(added.contains(column) ? asFound(column, found) : column);
        }
        return new MappedTable(table.name(), columns, table.keyIndexes(), table.ignored());
    }

    private static MappedColumn asFound(MappedColumn column, FoundTable found) throws SQLException {
        Optional<FoundColumn> there = found.column(column.name())
                .filter(it -> it.filled() == Filled.BY_WRITER || it.filled() == Filled.BY_DEFAULT);
        SqlType type = there.flatMap(it -> SqlTypes.parse(it.type()))
                .orElseThrow(() -> new TableFault(
                        column.name() + " is not as it was added, and takes no value", TableFault.COLUMN_CHANGED));
        return new MappedColumn(column.name(), type, column.nullable(), column.collation());
    }

    private static String definitions(List<MappedColumn> columns) {
        return columns.stream()
                .map(column -> column.name() + " " + column.type().sql())
                .collect(Collectors.joining(", "));
    }
}
