package dev.millrace.postgres;

import org.jspecify.annotations.Nullable;

/** A value that travels beside a statement. */
sealed interface Parameter {

    record Text(String text) implements Parameter {}

    record Whole(long number) implements Parameter {}

    /**
     * An array of the server's.
     *
     * @param elements texts, {@code Long}s, {@code Boolean}s, byte arrays, or null
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed on to the driver; nobody compares it.
    record Elements(Carrier carrier, @Nullable Object[] elements) implements Parameter {}
}
