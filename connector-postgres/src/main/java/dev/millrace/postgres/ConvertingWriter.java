package dev.millrace.postgres;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.RowWrite;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Converts values to the types that columns were found to have after the values had been read for others. Immutable. */
final class ConvertingWriter implements TableWriter {
    /** As the server says it of a value that its type does not take: the row is to blame. */
    private static final String INVALID_VALUE = "22P02";

    private final MappedTable expected;
    private final MappedTable found;
    private final TableWriter writer;

    /** @param found the same columns, some of other types */
    ConvertingWriter(MappedTable expected, MappedTable found, TableWriter writer) {
        this.expected = expected;
        this.found = found;
        this.writer = writer;
    }

    @Override
    public BitSet write(SqlSession session, List<RowWrite> writes) throws SQLException {
        List<RowWrite> converted = new ArrayList<>(writes.size());
        for (RowWrite write : writes) {
            converted.add(
                    write.isDelete()
                            ? write
                            : new RowWrite(
                                    write.table(),
                                    write.key(),
                                    write.version(),
                                    Optional.of(row(write.row().orElseThrow()))));
        }
        return writer.write(session, converted);
    }

    private List<Value> row(List<Value> values) throws SQLException {
        List<Value> row = new ArrayList<>(values);
        for (int i = 0; i < row.size(); i++) {
            SqlType type = found.columns().get(i).type();
            if (row.get(i) != Value.Null.NULL
                    && !type.equals(expected.columns().get(i).type())) {
                row.set(i, converted(row.get(i), type, found.columns().get(i).name()));
            }
        }
        return row;
    }

    private static Value converted(Value value, SqlType type, String column) throws SQLException {
        try {
            return type.holds().canonical(value, column);
        } catch (Rejection rejection) {
            throw new SQLException(rejection.reason().name(), INVALID_VALUE);
        }
    }
}
