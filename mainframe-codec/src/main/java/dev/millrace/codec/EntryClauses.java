package dev.millrace.codec;

import org.jspecify.annotations.Nullable;

/** The clauses of one entry while {@link EntryParser} collects them; null is what it has not met. */
final class EntryClauses {

    @Nullable
    Picture picture;

    @Nullable
    Usage usage;

    @Nullable
    SignPlacement sign;

    @Nullable
    Integer times;

    @Nullable
    Token justified;

    @Nullable
    Token blankWhenZero;

    @Nullable
    Token value;

    Occurs occurs() {
        return times == null ? Occurs.ONCE : new Occurs.Fixed(times);
    }
}
