package dev.millrace.postgres;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.TargetException;
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

    private HeldVersions(OpenedTable opened, QualifiedName holder, String versionColumn, RowTravel travel) {
        MappedTable table = opened.table();
        this.versionBytes = opened.versionBytes();
        this.keys = new RowSource<>(RowSource.key(table, Function.identity()), travel);
        String same = table.keyColumns().stream()
                .map(MappedColumn::sql)
                .map(column -> "held." + column + " = wanted." + column)
                .collect(Collectors.joining(" AND "));
        // A subquery per row, because it is always planned as a look-up by the key.
        this.sql = "SELECT wanted." + RowSource.ORDINAL + ", (SELECT held." + versionColumn + " FROM " + holder.sql()
                + " AS held WHERE " + same + ") FROM (" + keys.select() + ") AS wanted";
    }

    static HeldVersions sidecar(OpenedTable opened, RowTravel travel) {
        return new HeldVersions(
                opened,
                MappedTable.versionTableOf(opened.table().name()),
                Identifier.quote(VersionColumns.VERSION),
                travel);
    }

    static HeldVersions inline(OpenedTable opened, RowTravel travel) {
        return new HeldVersions(opened, opened.table().name(), Identifier.quote(VersionColumns.INLINE_VERSION), travel);
    }

    /** @throws TargetException where somebody else wrote one of the versions: those of two widths do not compare */
    List<Optional<ChangeVersion>> read(SqlSession session, List<RowKey> wanted) throws SQLException {
        List<Optional<ChangeVersion>> versions = new ArrayList<>(Collections.nCopies(wanted.size(), Optional.empty()));
        for (RowSource.Load<RowKey> load : keys.loads(wanted)) {
            for (SqlRow row : session.query(sql, load.parameters())) {
                versions.set(load.first() + (int) row.whole(1) - 1, row.bytes(2).map(this::version));
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
