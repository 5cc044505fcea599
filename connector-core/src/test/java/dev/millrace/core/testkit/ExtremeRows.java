package dev.millrace.core.testkit;

import dev.millrace.core.change.Value;
import java.util.ArrayList;
import java.util.List;

/** One row for each extreme value of each column, all other columns but the key NULL. */
final class ExtremeRows {
    private static final int FILLER_KEYS = 1_000;

    private ExtremeRows() {}

    static List<List<Value>> of(KitTable kit) {
        List<List<Value>> rows = new ArrayList<>();
        rows.add(row(kit, 0));
        for (int column = 0; column < kit.columns().size(); column++) {
            if (!kit.isKey(column)) {
                for (Value extreme :
                        KitValues.extremes(kit.columns().get(column).type())) {
                    List<Value> row = row(kit, rows.size());
                    row.set(column, extreme);
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    private static List<Value> row(KitTable kit, int number) {
        List<Value> row = new ArrayList<>();
        for (int column = 0; column < kit.columns().size(); column++) {
            row.add(kit.isKey(column) ? key(kit, column, number) : Value.Null.NULL);
        }
        return row;
    }

    private static Value key(KitTable kit, int column, int number) {
        boolean text = KitValues.extremes(kit.columns().get(column).type()).get(0) instanceof Value.Text;
        return text ? new Value.Text("k" + number % FILLER_KEYS) : KitRows.decimal(number);
    }
}
