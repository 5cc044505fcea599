package dev.millrace.core.change;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;

/**
 * One column's value, exactly. Immutable. Two values are ordered only where they are of one kind, as the values of one
 * column are after {@code ColumnType.canonical}.
 */
public sealed interface Value {

    /** SQL NULL. */
    enum Null implements Value {
        NULL
    }

    record Text(String text) implements Value {}

    /** A decimal number with every digit and its scale. */
    record Decimal(BigDecimal number) implements Value {}

    record Bool(boolean truth) implements Value {}

    record Date(LocalDate date) implements Value {}

    /** Time of day, without a zone. */
    record Time(LocalTime time) implements Value {}

    /**
     * A date and time without a zone.
     *
     * @param picoseconds what is left below the nanosecond, 0 to 999: Db2 keeps 12 fraction digits
     */
    record Timestamp(LocalDateTime dateTime, int picoseconds) implements Value {
        public Timestamp {
            if (picoseconds < 0 || picoseconds > 999) {
                throw new IllegalArgumentException("picoseconds outside 0 to 999");
            }
        }
    }

    /** The elements of an array, as of COBOL's OCCURS. */
    record Items(List<Value> values) implements Value {
        public Items {
            values = List.copyOf(values);
        }
    }

    /** A group as the source sent it: names and values. */
    record Fields(Row row) implements Value {}

    /** A group in its canonical form: the values of its fields in the order of their type, NULL included. */
    record Group(List<Value> values) implements Value {
        public Group {
            values = List.copyOf(values);
        }
    }

    /** Bytes. */
    final class Binary implements Value {
        private final byte[] bytes;

        /** @param bytes handed over: nobody changes them any more */
        public Binary(byte[] bytes) {
            this.bytes = bytes;
        }

        /** The bytes themselves, not to be changed. */
        public byte[] bytes() {
            return bytes;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Binary that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "Binary[" + bytes.length + " bytes]";
        }
    }

    /**
     * Compares two values of one kind.
     *
     * @throws ClassCastException when they are of different kinds, or of a kind that has no order: arrays and groups
     */
    static int compare(Value left, Value right) {
        if (left instanceof Text a) {
            return a.text.compareTo(((Text) right).text);
        }
        if (left instanceof Decimal a) {
            return a.number.compareTo(((Decimal) right).number);
        }
        if (left instanceof Bool a) {
            return Boolean.compare(a.truth, ((Bool) right).truth);
        }
        if (left instanceof Date a) {
            return a.date.compareTo(((Date) right).date);
        }
        if (left instanceof Time a) {
            return a.time.compareTo(((Time) right).time);
        }
        if (left instanceof Timestamp a) {
            Timestamp b = (Timestamp) right;
            int order = a.dateTime.compareTo(b.dateTime);
            return order != 0 ? order : Integer.compare(a.picoseconds, b.picoseconds);
        }
        if (left instanceof Binary a) {
            return Arrays.compareUnsigned(a.bytes, ((Binary) right).bytes);
        }
        return ((Null) left).compareTo((Null) right);
    }
}
