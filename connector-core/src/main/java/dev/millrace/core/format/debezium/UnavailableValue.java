package dev.millrace.core.format.debezium;

import dev.millrace.core.change.Row;
import dev.millrace.core.change.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** What a connector writes in place of a value that the source's log did not have. Stored, it would be data. */
final class UnavailableValue {
    private static final String TEXT = "__debezium_unavailable_value";
    private static final byte[] BYTES = TEXT.getBytes(StandardCharsets.US_ASCII);

    /** As text, and as bytes in the ways that JSON has for them. */
    private static final Set<String> TEXTS = Set.of(
            TEXT, Base64.getEncoder().encodeToString(BYTES), HexFormat.of().formatHex(BYTES));

    private static final int SHORTEST = TEXT.length();
    private static final int LONGEST = 2 * TEXT.length();

    /** In place of an array of numbers. */
    private static final List<Value> NUMBERS = TEXT.chars()
            .<Value>mapToObj(unit -> new Value.Decimal(BigDecimal.valueOf(unit)))
            .toList();

    private UnavailableValue() {}

    /** Whether any value of the row is it, or has it inside. */
    static boolean isIn(Row row) {
        for (int i = 0; i < row.size(); i++) {
            if (isIn(row.value(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isIn(Value value) {
        if (value instanceof Value.Text text) {
            int length = text.text().length();
            return length >= SHORTEST && length <= LONGEST && TEXTS.contains(text.text());
        }
        if (value instanceof Value.Items items) {
            return items.values().equals(NUMBERS) || items.values().stream().anyMatch(UnavailableValue::isIn);
        }
        return value instanceof Value.Fields fields && isIn(fields.row());
    }
}
