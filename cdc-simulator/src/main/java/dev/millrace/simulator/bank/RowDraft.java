package dev.millrace.simulator.bank;

import dev.millrace.simulator.source.ColumnKind;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A row in the making, of whatever columns its copybook has. A column that the table lacks or that is of another kind is
 * passed over, a text is cut to its column, a number loses the digits that its picture has no room for.
 */
final class RowDraft {
    private final SourceTable table;
    private final Object[] values;

    /** A row of empty texts and zeros. */
    RowDraft(SourceTable table) {
        this.table = table;
        this.values = table.columns().stream().map(RowDraft::blank).toArray();
    }

    /** Begins with the values of a row. */
    RowDraft(SourceRow row) {
        this.table = row.table();
        this.values = new Object[table.columns().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.value(i);
        }
    }

    RowDraft put(String column, String text) {
        if (table.has(column) && table.column(column).kind() instanceof ColumnKind.Text kind) {
            String cut = text.substring(0, Math.min(text.length(), kind.length()));
            values[table.indexOf(column)] = cut.stripTrailing();
        }
        return this;
    }

    /** @param unscaled the number without its point: cents of an amount of money */
    RowDraft put(String column, long unscaled) {
        if (table.has(column) && table.column(column).kind() instanceof ColumnKind.Decimal kind) {
            BigInteger room = BigInteger.TEN.pow(kind.digits());
            BigInteger digits = BigInteger.valueOf(unscaled).remainder(room);
            values[table.indexOf(column)] = new BigDecimal(digits, kind.scale());
        }
        return this;
    }

    /** Puts a value that is known to fit. */
    RowDraft put(String column, BigDecimal number) {
        values[table.indexOf(column)] = number;
        return this;
    }

    SourceRow build() {
        return SourceRow.of(table, java.util.Arrays.asList(values));
    }

    private static Object blank(SourceColumn column) {
        return column.kind() instanceof ColumnKind.Decimal number ? BigDecimal.valueOf(0, number.scale()) : "";
    }
}
