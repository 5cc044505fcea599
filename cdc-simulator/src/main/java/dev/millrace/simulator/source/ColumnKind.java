package dev.millrace.simulator.source;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;

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

    /** A floating-point number, as the shortest decimal that stands for it: of any size, and with any scale from 0 on. */
    record Floating() implements ColumnKind {
        @Override
        public boolean holds(Object value) {
            return value instanceof BigDecimal number && number.scale() >= 0;
        }
    }

    /** Any number of elements of one kind, none of them NULL: a {@code List}. */
    record Array(ColumnKind element) implements ColumnKind {
        @Override
        public boolean holds(Object value) {
            return value instanceof List<?> elements && elements.stream().allMatch(element::holds);
        }
    }

    /** A group of fields within an array: a {@code List} of their values, in their order. */
    record Struct(List<SourceColumn> fields) implements ColumnKind {
        /** Copies the list. */
        public Struct {
            fields = List.copyOf(fields);
        }

        @Override
        public boolean holds(Object value) {
            if (!(value instanceof List<?> values) || values.size() != fields.size()) {
                return false;
            }
            return IntStream.range(0, fields.size()).allMatch(i -> fields.get(i).holds(values.get(i)));
        }
    }

    /** Whether keys and the bank's business can do with it: one text or one number of exact scale. */
    default boolean isPlain() {
        return this instanceof Text || this instanceof Decimal;
    }
}
