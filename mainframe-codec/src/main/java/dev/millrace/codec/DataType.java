package dev.millrace.codec;

/**
 * What an elementary item holds and how: its PICTURE, USAGE and SIGN in one. Each usage is a case here and has one codec
 * of its own.
 */
public sealed interface DataType {

    /** Bytes that one occurrence takes, at least 1. */
    int length();

    /**
     * Characters of the code page: pictures of X and A.
     *
     * @param length positions, one byte each
     */
    record Text(int length) implements DataType {}

    /**
     * USAGE DISPLAY: a byte for each digit. The decimal point is only thought.
     *
     * @param digits in all, 1 to {@value #MAX_DIGITS}
     * @param scale how many of the digits are decimal places, 0 to {@code digits}
     * @param sign where the sign is
     */
    record ZonedDecimal(int digits, int scale, SignPlacement sign) implements DataType {

        /** The most that any COBOL compiler takes (ARITH(EXTEND)). */
        public static final int MAX_DIGITS = 31;

        public boolean isSigned() {
            return sign != SignPlacement.UNSIGNED;
        }

        @Override
        public int length() {
            return sign.isSeparate() ? digits + 1 : digits;
        }
    }
}
