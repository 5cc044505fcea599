package dev.millrace.codec;

import org.jspecify.annotations.Nullable;

/** The clauses of one entry while {@link ClauseParser} collects them; null is what it has not met. */
final class EntryClauses {

    @Nullable
    Picture picture;

    @Nullable
    Usage usage;

    /** Never {@link SignPlacement#UNSIGNED}. */
    @Nullable
    SignPlacement sign;

    @Nullable
    OccursClause occurs;

    @Nullable
    Token redefines;

    @Nullable
    Token synchronizedClause;

    @Nullable
    Token justified;

    @Nullable
    Token blankWhenZero;

    @Nullable
    Token value;
}
