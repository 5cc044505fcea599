package dev.millrace.redis;

/** The row can never be written as it is. The message is the code of the reason, without data. */
final class RowRefused extends Exception {
    private static final long serialVersionUID = 1L;

    RowRefused(String code) {
        super(code, null, false, false);
    }

    /** Stable, without data. */
    String code() {
        return String.valueOf(getMessage());
    }
}
