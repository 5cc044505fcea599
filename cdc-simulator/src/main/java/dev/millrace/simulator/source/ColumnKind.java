package dev.millrace.simulator.source;

import java.math.BigDecimal;

/** What a column can hold. */
public sealed interface ColumnKind {

    /** True where the value is of this kind and fits into it. */
    boolean holds(Object value);

    /** Up to {@code length} characters, without trailing blanks; a field of blanks is the empty text. */
    record Text(int length) implements ColumnKind {
        /** Refuses a length below 1. */
        public Text {
            if (length < 1) {
                throw new IllegalArgumentException("length " + length);
            }
        }

        @Override
        public boolean holds(Object value) {
            return value instanceof String text && text.length() <= length;
        }
    }

    /** A decimal number of {@code digits} digits, {@code scale} of them after the point; the scale is exact. */
    record Decimal(int digits, int scale) implements ColumnKind {
        /** Refuses fewer than one digit and a scale outside 0 to {@code digits}. */
        public Decimal {
            if (digits < 1 || scale < 0 || scale > digits) {
                throw new IllegalArgumentException("digits " + digits + ", scale " + scale);
            }
        }

        @Override
        public boolean holds(Object value) {
            return value instanceof BigDecimal number && number.scale() == scale && number.precision() <= digits;
        }
    }
}
