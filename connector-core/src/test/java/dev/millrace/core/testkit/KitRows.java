package dev.millrace.core.testkit;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.TargetTable;
import java.math.BigDecimal;
import java.util.List;

/** The kit's rows in the terms of the table that a connector found. */
final class KitRows {
    private KitRows() {}

    /** @param row canonical for the kit's table, in the order of its columns */
    static List<Value> row(KitTable kit, List<Value> row, TargetTable table) {
        Row.Builder image = new Row.Builder();
        for (int i = 0; i < row.size(); i++) {
            image.add(kit.sourceColumn(i), row.get(i));
        }
        try {
            return table.row(image.build());
        } catch (Rejection rejection) {
            throw new AssertionError(
                    "the connector's table does not take the kit's rows: " + rejection.getMessage(), rejection);
        }
    }

    static RowKey key(KitTable kit, List<Value> key, TargetTable table) {
        Row.Builder image = new Row.Builder();
        for (int i = 0; i < key.size(); i++) {
            image.add(kit.sourceColumn(kit.keyIndexes().get(i)), key.get(i));
        }
        try {
            return table.key(image.build());
        } catch (Rejection rejection) {
            throw new AssertionError(
                    "the connector's table does not take the kit's keys: " + rejection.getMessage(), rejection);
        }
    }

    static Value decimal(long number) {
        return new Value.Decimal(BigDecimal.valueOf(number));
    }
}
