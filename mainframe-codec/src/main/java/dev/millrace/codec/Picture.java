package dev.millrace.codec;

/** What a PICTURE string says, before USAGE and SIGN say how it is stored. */
sealed interface Picture {

    /** X, A, or a mixture of X, A and 9. */
    record Alphanumeric(int length) implements Picture {}

    /**
     * 9 with S, V and P.
     *
     * @param digits that are stored
     * @param scale as in {@link DataType.Numeric#scale()}
     */
    record Numeric(int digits, int scale, boolean signed) implements Picture {}

    /**
     * With symbols of editing, which stand in the text.
     *
     * @param length positions that the text has
     */
    record Edited(int length) implements Picture {}

    /**
     * N or G.
     *
     * @param usual usage where there is no clause
     */
    record Wide(int positions, Usage usual) implements Picture {}
}
