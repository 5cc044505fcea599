package dev.millrace.codec;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** The value of a data item. Immutable. */
public sealed interface CobolValue {

    /** The only {@link Absent}. */
    Absent ABSENT = new Absent();

    static Text text(String value) {
        return new Text(value);
    }

    static Decimal number(BigDecimal value) {
        return new Decimal(value);
    }

    static Decimal number(long value) {
        return new Decimal(BigDecimal.valueOf(value));
    }

    /**
     * Value of a text field.
     *
     * @param value without trailing blanks where it was decoded; to encode, with or without
     */
    record Text(String value) implements CobolValue {}

    /**
     * Value of a numeric field. Equality is that of {@link BigDecimal}: 1.5 is not 1.50.
     *
     * @param value where it was decoded with exactly the scale of the picture, or 0 where that ends with P; to encode, any scale that loses nothing
     */
    record Decimal(BigDecimal value) implements CobolValue {}

    /** In the place of a value: the item redefines another, or is redefined, and its bytes hold something else in this record. */
    record Absent() implements CobolValue {}

    /**
     * Value of an item with an OCCURS clause.
     *
     * @param elements all occurrences in order
     */
    record Table(List<CobolValue> elements) implements CobolValue {
        public Table {
            elements = List.copyOf(elements);
        }
    }

    /**
     * Value of a group item: its fields in order, FILLER left out.
     *
     * @param names of the fields, each once
     * @param values as many as names
     */
    record Group(List<String> names, List<CobolValue> values) implements CobolValue {

        public Group {
            names = List.copyOf(names);
            values = List.copyOf(values);
            if (names.size() != values.size()) {
                throw new IllegalArgumentException(names.size() + " names for " + values.size() + " values");
            }
        }

        /** The fields in the iteration order of the map. */
        public static Group of(Map<String, ? extends CobolValue> fields) {
            return new Group(List.copyOf(fields.keySet()), List.copyOf(fields.values()));
        }

        /**
         * The value of a field.
         *
         * @throws IllegalArgumentException where the group has no field of this name
         */
        public CobolValue get(String name) {
            int index = names.indexOf(name);
            if (index < 0) {
                throw new IllegalArgumentException("no field " + name + ", only " + String.join(", ", names));
            }
            return values.get(index);
        }
    }
}
