package dev.millrace.postgres;

import dev.millrace.core.target.RowWrite;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Versions in a table of their own. The first statement upserts the versions and holds their row locks until the commit; the
 * others bring the target to where the versions just won already are.
 *
 * <p>They must be statements of their own. Each takes its snapshot after the locks are held, so it sees what the previous
 * holder committed. As parts of the first one they would see the target as it was before the wait: a delete would not see a
 * row that was inserted meanwhile, and the row would stay for good.
 */
final class SidecarWriter implements TableWriter {
    private final ConditionalUpsert versions;
    private final RowSource<RowWrite> rows;
    private final String upsertSql;
    private final RowSource<RowWrite> keys;
    private final String deleteSql;
    private final String undeletedSql;

    SidecarWriter(MappedTable table, RowTravel travel) {
        List<String> key = table.keyColumns().stream().map(MappedColumn::sql).toList();
        String version = Identifier.quote(VersionColumns.VERSION);
        String deleted = Identifier.quote(VersionColumns.DELETED);
        List<String> updates = List.of(version, deleted, Identifier.quote(VersionColumns.APPLIED_AT));
        List<ArrayColumn<RowWrite>> keyColumns = RowSource.key(table, RowWrite::key);
        QualifiedName versionTable = MappedTable.versionTableOf(table.name());
        ArrayColumn<RowWrite> versionColumn = RowSource.version(version);
        this.versions = new ConditionalUpsert(
                versionTable,
                key,
                new RowSource<>(
                        Stream.concat(keyColumns.stream(), Stream.of(versionColumn, RowSource.deleted(deleted)))
                                .toList(),
                        travel),
                ConditionalUpsert.assign(updates),
                "held." + version + " < EXCLUDED." + version,
                new StaleProof(versionTable, keyColumns, versionColumn, travel));
        this.rows = new RowSource<>(RowSource.row(table), travel);
        this.upsertSql = upsert(table.name(), key, rows);
        this.keys = new RowSource<>(keyColumns, travel);
        String same = key.stream()
                .map(column -> "held." + column + " = gone." + column)
                .collect(Collectors.joining(" AND "));
        this.deleteSql =
                "DELETE FROM " + table.name().sql() + " AS held USING (" + keys.select() + ") AS gone WHERE " + same;
        // A subquery per row, because it is always planned as a look-up by the key.
        this.undeletedSql = "SELECT count(*) FROM (" + keys.select() + ") AS gone WHERE (SELECT true FROM "
                + table.name().sql() + " AS held WHERE " + same + ")";
    }

    @Override
    public BitSet write(SqlSession session, List<RowWrite> writes) throws SQLException {
        BitSet won = writeVersions(session, writes);
        List<RowWrite> upserts = new ArrayList<>();
        List<RowWrite> deletes = new ArrayList<>();
        won.stream().mapToObj(writes::get).forEach(write -> (write.isDelete() ? deletes : upserts).add(write));
        // Deletes first: what a deleted row held of another unique index is then free for the row that takes it over.
        if (!deletes.isEmpty()) {
            delete(session, deletes);
        }
        if (!upserts.isEmpty()) {
            int written = rows.update(session, upsertSql, upserts);
            if (written != upserts.size()) {
                // A trigger or rule swallowed rows: the version must not say that they are there.
                throw new TableFault("rows written: " + written + " of " + upserts.size(), TableFault.ROWS_SUPPRESSED);
            }
        }
        return won;
    }

    private BitSet writeVersions(SqlSession session, List<RowWrite> writes) throws SQLException {
        try {
            return versions.write(session, writes);
        } catch (SQLException error) {
            // A key that the server cannot hold is the row's fault here too.
            throw SqlStateClassifier.isConstraint(error) ? TableFault.ofVersionTable(error) : error;
        }
    }

    /** Fewer rows than keys are deleted where some were not there, or where the database kept them. */
    private void delete(SqlSession session, List<RowWrite> deletes) throws SQLException {
        if (keys.update(session, deleteSql, deletes) == deletes.size()) {
            return;
        }
        long kept = keys.count(session, undeletedSql, deletes);
        if (kept > 0) {
            throw new TableFault("rows kept: " + kept, TableFault.ROWS_SUPPRESSED);
        }
    }

    private static String upsert(QualifiedName table, List<String> key, RowSource<RowWrite> rows) {
        String columns = String.join(", ", rows.names());
        List<String> others =
                rows.names().stream().filter(name -> !key.contains(name)).toList();
        // A table of nothing but its key is assigned its key: that counts the row as written.
        List<String> updates = ConditionalUpsert.assign(others.isEmpty() ? key : others);
        return "INSERT INTO " + table.sql() + " (" + columns + ") SELECT " + columns + " FROM (" + rows.select()
                + ") AS input ON CONFLICT (" + String.join(", ", key) + ") DO UPDATE SET " + String.join(", ", updates);
    }
}
