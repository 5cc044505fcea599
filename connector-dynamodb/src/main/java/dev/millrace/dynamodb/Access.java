package dev.millrace.dynamodb;

/** What the target is opened for. */
enum Access {
    WRITE,
    /** Nothing is created; writes are refused. */
    READ
}
