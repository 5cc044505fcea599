package dev.millrace.core.format;

import java.time.Instant;
import java.util.Optional;

/**
 * A kind of order token: each table has one. Tokens of one kind have one width, and the order of their bytes is the order of the
 * changes. Immutable.
 */
public interface TokenKind {
    /** The width of the kind's tokens. */
    int bytes();

    /** The clock's reading, as if the clock were set to UTC; empty where the kind has no clock in it. */
    Optional<Instant> time(byte[] token);

    /** Whether the token is one of the values that stand for "none": zero or all ones. */
    default boolean isPlaceholder(byte[] token) {
        return isFilled(token, 0, (byte) 0) || isFilled(token, 0, (byte) -1);
    }

    /** Whether all bytes from a place on are this one. */
    static boolean isFilled(byte[] token, int from, byte value) {
        for (int i = from; i < token.length; i++) {
            if (token[i] != value) {
                return false;
            }
        }
        return true;
    }
}
