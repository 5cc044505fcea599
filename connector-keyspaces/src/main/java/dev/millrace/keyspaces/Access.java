package dev.millrace.keyspaces;

/** What the target is opened for. */
enum Access {
    WRITE,
    /** Nothing is created; writes fail. */
    READ
}
