package dev.millrace.codec;

import org.jspecify.annotations.Nullable;

/** The clauses of one entry while {@link EntryParser} collects them; null is what it has not met. */
final class EntryClauses {

    @Nullable
    Picture picture;

    @Nullable
    Token usage;

    @Nullable
    SignPlacement sign;

    @Nullable
    Integer times;

    Occurs occurs() {
        return times == null ? Occurs.ONCE : new Occurs.Fixed(times);
    }
}
