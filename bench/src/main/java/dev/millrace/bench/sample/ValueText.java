package dev.millrace.bench.sample;

import dev.millrace.core.change.Value;

/** A sample's value as every store reads it. */
public final class ValueText {
    private ValueText() {}

    public static String of(Value value) {
        if (value instanceof Value.Decimal number) {
            return number.number().toPlainString();
        }
        return value instanceof Value.Date date ? date.date().toString() : ((Value.Text) value).text();
    }
}
