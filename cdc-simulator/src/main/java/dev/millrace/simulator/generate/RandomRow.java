package dev.millrace.simulator.generate;

import dev.millrace.codec.Copybook;
import dev.millrace.codec.DataType;
import dev.millrace.codec.ElementItem;
import dev.millrace.codec.GroupItem;
import dev.millrace.codec.Item;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Draws the values of a record's fields. Owned by one thread. */
final class RandomRow {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 -.";

    private final List<DataType> types = new ArrayList<>();
    private final SplittableRandom random;

    RandomRow(Copybook copybook, SplittableRandom random) {
        this.random = random;
        collect(copybook.root());
    }

    private void collect(GroupItem group) {
        for (Item item : group.fields()) {
            if (item instanceof GroupItem inner) {
                collect(inner);
            } else if (item instanceof ElementItem element) {
                types.add(element.type());
            }
        }
    }

    /** Values of all fields, in their order. */
    List<Object> values() {
        List<Object> values = new ArrayList<>(types.size());
        for (DataType type : types) {
            values.add(value(type));
        }
        return values;
    }

    /** The value of one field. */
    Object value(int field) {
        return value(types.get(field));
    }

    /** The value that a field has for a number of which no two are equal. */
    Object unique(int field, long number) {
        if (types.get(field) instanceof DataType.Numeric numeric) {
            return scaled(BigInteger.valueOf(number), numeric);
        }
        return Long.toString(number);
    }

    private Object value(DataType type) {
        if (type instanceof DataType.Numeric number) {
            // Half of the numbers are short: small amounts, zeros.
            int digits = random.nextBoolean() ? number.digits() : random.nextInt(number.digits() + 1);
            BigInteger unscaled = BigInteger.ZERO;
            for (int i = 0; i < digits; i++) {
                unscaled = unscaled.multiply(BigInteger.TEN).add(BigInteger.valueOf(random.nextInt(10)));
            }
            return scaled(number.isSigned() && random.nextBoolean() ? unscaled.negate() : unscaled, number);
        }
        return text(type.length());
    }

    private static BigDecimal scaled(BigInteger unscaled, DataType.Numeric number) {
        BigDecimal value = new BigDecimal(unscaled, number.scale());
        return number.scale() < 0 ? value.setScale(0) : value;
    }

    private String text(int length) {
        int characters = random.nextInt(length + 1);
        StringBuilder text = new StringBuilder(characters);
        for (int i = 0; i < characters; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        // Blanks at the end are padding.
        return text.toString().stripTrailing();
    }
}
