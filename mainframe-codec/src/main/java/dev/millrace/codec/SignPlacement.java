package dev.millrace.codec;

/** Where a zoned decimal number keeps its sign. */
public enum SignPlacement {
    /** The picture has no S: the number is never negative. */
    UNSIGNED,
    /** In the zone of the last digit: SIGN IS TRAILING, the default. */
    TRAILING,
    /** In the zone of the first digit: SIGN IS LEADING. */
    LEADING,
    /** A {@code +} or {@code -} after the digits, with a byte of its own: SIGN IS TRAILING SEPARATE. */
    TRAILING_SEPARATE,
    /** A {@code +} or {@code -} before the digits, with a byte of its own: SIGN IS LEADING SEPARATE. */
    LEADING_SEPARATE;

    /** Whether the sign has a byte of its own. */
    public boolean isSeparate() {
        return this == TRAILING_SEPARATE || this == LEADING_SEPARATE;
    }
}
