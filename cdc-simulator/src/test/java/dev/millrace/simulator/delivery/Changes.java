package dev.millrace.simulator.delivery;

import dev.millrace.simulator.source.ColumnKind;
import dev.millrace.simulator.source.RowChange;
import dev.millrace.simulator.source.SourceChange;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import java.math.BigDecimal;
import java.util.List;

/** Changes for tests that look at their order only. */
public final class Changes {
    public static final SourceTable TABLE = new SourceTable(
            "BANK", "ROW", List.of(new SourceColumn("ID", new ColumnKind.Decimal(18, 0))), List.of("ID"));

    private Changes() {}

    /** The insert of row {@code ordinal}. */
    public static SourceChange change(long ordinal) {
        SourceRow row = SourceRow.of(TABLE, List.of(BigDecimal.valueOf(ordinal)));
        return new SourceChange(new RowChange.Insert(row), 1L << 60, ordinal, ordinal, 1);
    }
}
