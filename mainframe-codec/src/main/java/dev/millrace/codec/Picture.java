package dev.millrace.codec;

/** What a PICTURE string says, before USAGE and SIGN say how it is stored. */
sealed interface Picture {

    /** X, A, or a mixture of X, A and 9. */
    record Alphanumeric(int length) implements Picture {}

    /** 9 with S and V. */
    record Numeric(int digits, int scale, boolean signed) implements Picture {}
}
