package dev.millrace.codec;

import java.math.BigInteger;

/**
 * What an elementary item holds and how: its PICTURE, USAGE and SIGN in one. Each usage is a case here and has one codec
 * of its own.
 */
public sealed interface DataType {

    /** Bytes that one occurrence takes, at least 1. */
    int length();

    /**
     * Characters of the code page: pictures of X and A, and edited pictures, of which a file holds the text.
     *
     * @param length bytes: positions of the picture
     * @param isJustified JUSTIFIED RIGHT: padding stands before the text, not behind it
     */
    record Text(int length, boolean isJustified) implements DataType {}

    /**
     * Characters of two bytes: pictures of N and G.
     *
     * @param positions characters; of those beyond U+FFFF half a one
     * @param isNational UTF-16, as USAGE NATIONAL says; else double-byte characters of the code page, as USAGE DISPLAY-1 says
     * @param isJustified JUSTIFIED RIGHT: padding stands before the text, not behind it
     */
    record WideText(int positions, boolean isNational, boolean isJustified) implements DataType {
        @Override
        public int length() {
            return 2 * positions;
        }
    }

    /** A number with a picture of 9, S, V and P. The decimal point is only thought. */
    sealed interface Numeric extends DataType {

        /** The most that any COBOL compiler takes (ARITH(EXTEND)). */
        int MAX_DIGITS = 31;

        /** Digits that are stored, 1 to {@value #MAX_DIGITS}. */
        int digits();

        /**
         * How many places the decimal point stands left of the last stored digit: below 0 where the picture ends with P, more than
         * {@link #digits()} where it begins with P.
         */
        int scale();

        boolean isSigned();

        /** The largest number without its point that is stored: as the picture says. */
        default BigInteger most() {
            return BigInteger.TEN.pow(digits()).subtract(BigInteger.ONE);
        }

        /** The smallest, in the same way. */
        default BigInteger least() {
            return isSigned() ? most().negate() : BigInteger.ZERO;
        }
    }

    /**
     * USAGE DISPLAY: a byte for each digit.
     *
     * @param sign where the sign is
     * @param isBlankWhenZero whether zero is all blanks
     */
    record ZonedDecimal(int digits, int scale, SignPlacement sign, boolean isBlankWhenZero) implements Numeric {

        @Override
        public boolean isSigned() {
            return sign != SignPlacement.UNSIGNED;
        }

        @Override
        public int length() {
            return sign.isSeparate() ? digits + 1 : digits;
        }
    }

    /**
     * USAGE NATIONAL: a zoned decimal number in characters of UTF-16.
     *
     * @param zoned the same number with USAGE DISPLAY; its sign, if any, is a character of its own
     */
    record NationalDecimal(ZonedDecimal zoned) implements Numeric {
        @Override
        public int digits() {
            return zoned.digits();
        }

        @Override
        public int scale() {
            return zoned.scale();
        }

        @Override
        public boolean isSigned() {
            return zoned.isSigned();
        }

        @Override
        public int length() {
            return 2 * zoned.length();
        }
    }

    /** USAGE COMP-3 and PACKED-DECIMAL: half a byte for each digit and one for the sign. */
    record PackedDecimal(int digits, int scale, boolean isSigned) implements Numeric {

        @Override
        public int length() {
            return digits / 2 + 1;
        }
    }

    /**
     * USAGE COMP, COMP-4, COMP-5 and BINARY: two's complement, the highest byte first. Any number that the bytes hold may be in it, also
     * one with more digits than the picture.
     *
     * @param digits 1 to {@value #MAX_DIGITS_OF_BINARY}
     */
    record Binary(int digits, int scale, boolean isSigned) implements Numeric {

        /** The most that any COBOL compiler takes. */
        public static final int MAX_DIGITS_OF_BINARY = 18;

        @Override
        public int length() {
            return digits <= 4 ? 2 : digits <= 9 ? 4 : 8;
        }

        @Override
        public BigInteger most() {
            int bits = Byte.SIZE * length() - (isSigned ? 1 : 0);
            return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
        }

        @Override
        public BigInteger least() {
            return isSigned ? most().not() : BigInteger.ZERO;
        }
    }

    /**
     * USAGE COMP-1 and COMP-2: a floating-point number, which has no picture. What its bytes mean says {@link FloatFormat}.
     *
     * @param length 4 or 8
     */
    record FloatingPoint(int length) implements DataType {}
}
