package dev.millrace.core.target;

/** What a failed write means for what comes next. The connector decides it; whatever it does not know is {@link #UNAVAILABLE}. */
public enum FailureKind {
    /** Throttled, deadlock, timeout: the same write again, soon. */
    TRANSIENT,
    /** A unique or foreign key of the target that other changes will satisfy: again as other work lands. */
    DEPENDENCY,
    /** The target is gone, or nobody knows: wait and probe. */
    UNAVAILABLE,
    /** This write can never succeed. */
    POISON,
    /** Nothing can succeed until somebody changes credentials, a table or the configuration. */
    FATAL
}
