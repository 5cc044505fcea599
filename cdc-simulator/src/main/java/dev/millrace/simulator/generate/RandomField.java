package dev.millrace.simulator.generate;

import dev.millrace.codec.CobolValue;
import dev.millrace.codec.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.SplittableRandom;

/** Draws values of elementary fields. Owned by one thread. */
final class RandomField {
    /** In every EBCDIC code page with characters of one byte. */
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 -.";

    private static final String NATIONAL = LETTERS + "\u00c4\u00df\u00e9\u0141\u03a9\u20ac\u65e5\u672c";
    /** What {@link #LETTERS} begins with, in the double-byte characters of every code page that has such. */
    private static final char WIDE_A = '\uff21';

    private static final int WIDE_LETTERS = 26;
    private static final char WIDE_ZERO = '\uff10';

    /** Decimal digits that a floating-point number of 4 bytes keeps in both formats, and one of 8. */
    private static final int SHORT_DIGITS = 6;

    private static final int LONG_DIGITS = 15;
    private static final int MOST_SCALE = 6;

    private final SplittableRandom random;

    RandomField(SplittableRandom random) {
        this.random = random;
    }

    CobolValue value(DataType type) {
        if (type instanceof DataType.Numeric number) {
            // Half of the numbers are short: small amounts, zeros.
            BigInteger unscaled = digits(random.nextBoolean() ? number.digits() : random.nextInt(number.digits() + 1));
            return scaled(number.isSigned() && random.nextBoolean() ? unscaled.negate() : unscaled, number);
        }
        if (type instanceof DataType.FloatingPoint floating) {
            BigInteger unscaled =
                    digits(random.nextInt(floating.length() == Float.BYTES ? SHORT_DIGITS + 1 : LONG_DIGITS + 1));
            return CobolValue.number(new BigDecimal(
                    random.nextBoolean() ? unscaled.negate() : unscaled, random.nextInt(MOST_SCALE + 1)));
        }
        if (type instanceof DataType.WideText wide) {
            return CobolValue.text(wide.isNational() ? text(wide.positions(), NATIONAL) : wide(wide.positions()));
        }
        return CobolValue.text(text(type.length(), LETTERS));
    }

    /**
     * The value that a field of a key has for a number of which no two are equal.
     *
     * @return one that does not fit where the field has no room for the number
     */
    static CobolValue unique(DataType type, long number) {
        if (type instanceof DataType.Numeric numeric) {
            return scaled(BigInteger.valueOf(number), numeric);
        }
        String digits = Long.toString(number);
        return CobolValue.text(
                type instanceof DataType.WideText wide && !wide.isNational() ? inDoubleBytes(digits) : digits);
    }

    /** Whether the field has room for the number. */
    static boolean holdsUnique(DataType type, long number) {
        if (type instanceof DataType.Numeric numeric) {
            return BigInteger.valueOf(number).compareTo(numeric.most()) <= 0;
        }
        int positions = type instanceof DataType.WideText wide ? wide.positions() : type.length();
        return Long.toString(number).length() <= positions;
    }

    private static String inDoubleBytes(String digits) {
        StringBuilder wide = new StringBuilder();
        digits.chars().forEach(digit -> wide.append((char) (WIDE_ZERO + digit - '0')));
        return wide.toString();
    }

    private BigInteger digits(int count) {
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; i < count; i++) {
            number = number.multiply(BigInteger.TEN).add(BigInteger.valueOf(random.nextInt(10)));
        }
        return number;
    }

    private static CobolValue scaled(BigInteger unscaled, DataType.Numeric number) {
        BigDecimal value = new BigDecimal(unscaled, number.scale());
        return CobolValue.number(number.scale() < 0 ? value.setScale(0) : value);
    }

    private String text(int length, String letters) {
        int characters = random.nextInt(length + 1);
        StringBuilder text = new StringBuilder(characters);
        for (int i = 0; i < characters; i++) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        // Blanks at the end are padding.
        return text.toString().stripTrailing();
    }

    private String wide(int length) {
        int characters = random.nextInt(length + 1);
        StringBuilder text = new StringBuilder(characters);
        for (int i = 0; i < characters; i++) {
            text.append((char) (WIDE_A + random.nextInt(WIDE_LETTERS)));
        }
        return text.toString();
    }
}
