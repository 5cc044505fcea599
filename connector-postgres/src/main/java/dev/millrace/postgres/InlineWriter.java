package dev.millrace.postgres;

import dev.millrace.core.target.RowWrite;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Versions in the rows themselves: one statement, and a deleted row stays as its key, its version and NULLs. A row without a
 * version was loaded by somebody else and gives way.
 */
final class InlineWriter implements TableWriter {
    private final ConditionalUpsert rows;

    InlineWriter(MappedTable table, RowTravel travel) {
        String version = Identifier.quote(VersionColumns.INLINE_VERSION);
        List<ArrayColumn<RowWrite>> columns = new ArrayList<>(RowSource.row(table));
        ArrayColumn<RowWrite> versionColumn = RowSource.version(version);
        columns.add(versionColumn);
        columns.add(RowSource.deleted(Identifier.quote(VersionColumns.INLINE_DELETED)));
        RowSource<RowWrite> source = new RowSource<>(columns, travel);
        List<String> key = table.keyColumns().stream().map(MappedColumn::sql).toList();
        List<String> others =
                source.names().stream().filter(name -> !key.contains(name)).toList();
        this.rows = new ConditionalUpsert(
                table.name(),
                key,
                source,
                ConditionalUpsert.assign(others),
                "held." + version + " IS NULL OR held." + version + " < EXCLUDED." + version,
                new StaleProof(table.name(), RowSource.key(table, RowWrite::key), versionColumn, travel));
    }

    @Override
    public BitSet write(SqlSession session, List<RowWrite> writes) throws SQLException {
        return rows.write(session, writes);
    }
}
