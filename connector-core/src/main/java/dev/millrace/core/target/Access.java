package dev.millrace.core.target;

/** What a target is opened for. */
public enum Access {
    WRITE,
    /** A dry run: nothing is created, and writes are answered {@link Outcome#READ_ONLY}. */
    READ
}
