package dev.millrace.core.change;

/** What happened to a row at the source. */
public enum Operation {
    INSERT,
    UPDATE,
    DELETE
}
