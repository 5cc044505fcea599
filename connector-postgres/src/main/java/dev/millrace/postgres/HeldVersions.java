package dev.millrace.postgres;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.TargetException;
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
    private final int versionBytes;

    private HeldVersions(OpenedTable opened, QualifiedName holder, String versionColumn) {
        MappedTable table = opened.table();
        this.versionBytes = opened.versionBytes();
        this.keys = new RowSource<>(RowSource.key(table, Function.identity()));
        String same = table.keyColumns().stream()
                .map(MappedColumn::sql)
                .map(column -> "held." + column + " = wanted." + column)
                .collect(Collectors.joining(" AND "));
        // A subquery per row, because it is always planned as a look-up by the key.
        this.sql = "SELECT wanted." + RowSource.ORDINAL + ", (SELECT held." + versionColumn + " FROM " + holder.sql()
                + " AS held WHERE " + same + ") FROM (" + keys.select() + ") AS wanted";
    }

    static HeldVersions sidecar(OpenedTable opened) {
        return new HeldVersions(
                opened, MappedTable.versionTableOf(opened.table().name()), Identifier.quote(VersionColumns.VERSION));
    }

    static HeldVersions inline(OpenedTable opened) {
        return new HeldVersions(opened, opened.table().name(), Identifier.quote(VersionColumns.INLINE_VERSION));
    }

    /** @throws TargetException where somebody else wrote one of the versions: those of two widths do not compare */
    List<Optional<ChangeVersion>> read(Connection connection, List<RowKey> wanted) throws SQLException {
        List<Optional<ChangeVersion>> versions = new ArrayList<>(Collections.nCopies(wanted.size(), Optional.empty()));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            keys.bind(statement, wanted);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Optional<byte[]> version = Optional.ofNullable(rows.getBytes(2));
                    versions.set(rows.getInt(1) - 1, version.map(this::version));
                }
            }
        }
        return versions;
    }

    private ChangeVersion version(byte[] held) {
        if (held.length != versionBytes) {
            throw new TargetException(FailureKind.FATAL, ProblemCode.VERSION_WIDTH_DIFFERS.name());
        }
        return ChangeVersion.ofBytes(held);
    }
}
