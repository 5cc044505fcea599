package dev.millrace.postgres;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the versions that one table holds. Immutable. */
final class HeldVersions {
    private final RowSource<RowKey> keys;
    private final String sql;

    private HeldVersions(MappedTable table, QualifiedName holder, String versionColumn) {
        this.keys = new RowSource<>(RowSource.key(table, Function.identity()));
        String same = table.keyColumns().stream()
                .map(MappedColumn::sql)
                .map(column -> "held." + column + " = wanted." + column)
                .collect(Collectors.joining(" AND "));
        // A subquery per row, because it is always planned as a look-up by the key.
        this.sql = "SELECT wanted." + RowSource.ORDINAL + ", (SELECT held." + versionColumn + " FROM " + holder.sql()
                + " AS held WHERE " + same + ") FROM (" + keys.select() + ") AS wanted";
    }

    static HeldVersions sidecar(MappedTable table) {
        return new HeldVersions(
                table, MappedTable.versionTableOf(table.name()), Identifier.quote(VersionColumns.VERSION));
    }

    static HeldVersions inline(MappedTable table) {
        return new HeldVersions(table, table.name(), Identifier.quote(VersionColumns.INLINE_VERSION));
    }

    List<Optional<ChangeVersion>> read(Connection connection, List<RowKey> wanted) throws SQLException {
        List<Optional<ChangeVersion>> versions = new ArrayList<>(Collections.nCopies(wanted.size(), Optional.empty()));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            keys.bind(statement, wanted);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Optional<byte[]> version = Optional.ofNullable(rows.getBytes(2));
                    versions.set(rows.getInt(1) - 1, version.map(ChangeVersion::ofBytes));
                }
            }
        }
        return versions;
    }
}
