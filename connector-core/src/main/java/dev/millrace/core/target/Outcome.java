package dev.millrace.core.target;

/** The target's answer to one {@link RowWrite}. */
public sealed interface Outcome {

    /** The row was written. */
    record Applied() implements Outcome {}

    /** The target holds this version or a newer one: a success. */
    record Stale() implements Outcome {}

    /**
     * The row was not written, or nobody knows whether it was.
     *
     * @param code of the reason, stable, without data: a rejection reason's name or a database's error code
     * @param scope whether this write is to blame, or the batch as a whole. {@code UNAVAILABLE} with {@code BATCH} never blames a
     *     write, alone or not: it was not tried, or the target cannot take any like it
     */
    record Failed(FailureKind kind, String code, Scope scope) implements Outcome {}

    /** On whom a failure is pinned. */
    enum Scope {
        ROW,
        BATCH
    }

    Outcome APPLIED = new Applied();
    Outcome STALE = new Stale();
    /** To any write of a target that was opened for {@link Access#READ}. */
    Outcome READ_ONLY = new Failed(FailureKind.UNAVAILABLE, "READ_ONLY", Scope.BATCH);
}
