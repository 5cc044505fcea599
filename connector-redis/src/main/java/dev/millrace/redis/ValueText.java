package dev.millrace.redis;

import dev.millrace.core.change.Value;
import dev.millrace.core.target.ColumnType;
import dev.millrace.core.target.IsoText;
import dev.millrace.core.target.TimeType;
import dev.millrace.core.target.TimestampType;

/** Plain values as text, with every digit. */
final class ValueText {
    private ValueText() {}

    /** @param value canonical for the type; not NULL, binary, an array or a group */
    static String of(ColumnType type, Value value) {
        if (value instanceof Value.Text text) {
            return text.text();
        }
        if (value instanceof Value.Decimal decimal) {
            return decimal.number().toPlainString();
        }
        if (value instanceof Value.Bool bool) {
            return Boolean.toString(bool.truth());
        }
        if (value instanceof Value.Date date) {
            return IsoText.of(date);
        }
        if (value instanceof Value.Time time && type instanceof TimeType column) {
            return IsoText.of(time, column.fractionDigits());
        }
        if (value instanceof Value.Timestamp timestamp && type instanceof TimestampType column) {
            return IsoText.of(timestamp, column.fractionDigits());
        }
        throw new IllegalArgumentException("no value of " + type + ": " + value.getClass());
    }
}
