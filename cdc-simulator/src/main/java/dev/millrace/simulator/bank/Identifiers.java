package dev.millrace.simulator.bank;

import dev.millrace.simulator.source.ColumnKind;
import dev.millrace.simulator.source.RowKey;
import dev.millrace.simulator.source.SourceTable;
import dev.millrace.simulator.truth.TrueState;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Makes keys of new rows that no row has or had. Owned by the bank's thread. */
final class Identifiers {
    /** The most digits that are counted; longer pictures are not used up. */
    private static final int MOST_DIGITS = 18;

    private final TrueState state;
    private final Map<String, Long> used = new HashMap<>();

    Identifiers(TrueState state) {
        this.state = state;
    }

    /** The next number for a table whose key is one number; empty where its picture is used up. */
    Optional<BigDecimal> number(SourceTable table) {
        return next(table, "", keyDigits(table)).map(text -> new BigDecimal(text));
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
        long candidate = used.getOrDefault(table.name(), 0L) + 1;
        while (candidate < end && taken(table, prefix, digits, candidate)) {
            candidate++;
        }
        used.put(table.name(), candidate);
        return candidate < end ? Optional.of(spell(prefix, digits, candidate)) : Optional.empty();
    }

    private boolean taken(SourceTable table, String prefix, int digits, long candidate) {
        String text = spell(prefix, digits, candidate);
        boolean number = table.column(table.key().get(0)).kind() instanceof ColumnKind.Decimal;
        return state.contains(table, RowKey.of(number ? new BigDecimal(text) : text));
    }

    private static String spell(String prefix, int digits, long value) {
        String text = Long.toString(value);
        return prefix + "0".repeat(digits - text.length()) + text;
    }

    private static int keyDigits(SourceTable table) {
        ColumnKind kind = table.column(table.key().get(0)).kind();
        return kind instanceof ColumnKind.Text text ? Math.min(text.length(), 16) : ((ColumnKind.Decimal) kind).digits();
    }
}
