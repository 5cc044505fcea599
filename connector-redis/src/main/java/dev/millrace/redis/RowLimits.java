package dev.millrace.redis;

/** What no server takes. */
final class RowLimits {
    /** Of one key or value: {@code proto-max-bulk-len} as servers have it unless somebody raised it. */
    static final int MOST_BYTES = 512 * 1024 * 1024;
    /** Of a hash: a procedure hands all names and values to one call, which takes 8,000 of them. */
    static final int MOST_FIELDS = 3_500;

    private RowLimits() {}

    static RowCommand checked(RowCommand command) throws RowRefused {
        for (byte[] key : command.keys()) {
            check(key);
        }
        for (byte[] argument : command.arguments()) {
            check(argument);
        }
        return command;
    }

    private static void check(byte[] bytes) throws RowRefused {
        if (bytes.length > MOST_BYTES) {
            throw new RowRefused(RowRefused.VALUE_TOO_LARGE);
        }
    }
}
