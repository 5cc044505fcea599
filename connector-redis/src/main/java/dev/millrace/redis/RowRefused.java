package dev.millrace.redis;

/** The row can never be written as it is. The message is the code of the reason, without data. */
final class RowRefused extends Exception {
    private static final long serialVersionUID = 1L;

    /** The key holds what the connector did not write. Procedures answer it too. */
    static final String KEY_FOREIGN = "KEY_FOREIGN";
    /** Nothing stands between the braces of the row's key, and its version would be in another slot. */
    static final String KEY_TAG_EMPTY = "KEY_TAG_EMPTY";
    /** A value, or the key, is longer than servers take. */
    static final String VALUE_TOO_LARGE = "VALUE_TOO_LARGE";

    RowRefused(String code) {
        super(code, null, false, false);
    }

    /** Stable, without data. */
    String code() {
        return String.valueOf(getMessage());
    }
}
