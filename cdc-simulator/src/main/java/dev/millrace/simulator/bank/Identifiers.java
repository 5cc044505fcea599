package dev.millrace.simulator.bank;

import dev.millrace.simulator.source.ColumnKind;
import dev.millrace.simulator.source.RowKey;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes keys of new rows that no row has or had: a closed account's keys stay its own. Owned by the bank's thread.
 */
final class Identifiers {
    /** The most digits that are counted; longer pictures are not used up. */
    private static final int MOST_DIGITS = 18;

    /** The keys that the data sets bring, by table. */
    private final Map<String, Set<RowKey>> given = new HashMap<>();

    /** The newest number made so far, by table. */
    private final Map<String, Long> made = new HashMap<>();

    Identifiers(BankDataSets dataSets) {
        for (BankRecord record : BankRecord.values()) {
            DataSet dataSet = dataSets.get(record);
            given.put(
                    dataSet.table().name(),
                    dataSet.rows().stream().map(SourceRow::key).collect(Collectors.toSet()));
        }
    }

    /** The next number for a table whose key is one number; empty where its picture is used up. */
    Optional<BigDecimal> number(SourceTable table) {
        return next(table, "", keyDigits(table)).map(BigDecimal::new);
    }

    /** The next text of digits behind a prefix, as long as its column but at most 16; empty where it is used up. */
    Optional<String> text(SourceTable table, String prefix) {
        return next(table, prefix, keyDigits(table) - prefix.length());
    }

    private Optional<String> next(SourceTable table, String prefix, int digits) {
        if (digits < 1) {
            return Optional.empty();
        }
        long end = 1;
        for (int i = 0; i < Math.min(digits, MOST_DIGITS); i++) {
            end *= 10;
        }
        long candidate = made.getOrDefault(table.name(), 0L) + 1;
        while (candidate < end && taken(table, prefix, digits, candidate)) {
            candidate++;
        }
        made.put(table.name(), candidate);
        return candidate < end ? Optional.of(spell(prefix, digits, candidate)) : Optional.empty();
    }

    private boolean taken(SourceTable table, String prefix, int digits, long candidate) {
        String text = spell(prefix, digits, candidate);
        boolean number = table.column(table.key().get(0)).kind() instanceof ColumnKind.Decimal;
        return given.getOrDefault(table.name(), Set.of()).contains(RowKey.of(number ? new BigDecimal(text) : text));
    }

    private static String spell(String prefix, int digits, long value) {
        String text = Long.toString(value);
        return prefix + "0".repeat(digits - text.length()) + text;
    }

    private static int keyDigits(SourceTable table) {
        ColumnKind kind = table.column(table.key().get(0)).kind();
        return kind instanceof ColumnKind.Text text
                ? Math.min(text.length(), 16)
                : ((ColumnKind.Decimal) kind).digits();
    }
}
