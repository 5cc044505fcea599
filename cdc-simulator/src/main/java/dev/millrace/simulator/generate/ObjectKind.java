package dev.millrace.simulator.generate;

/** What keeps an object's rows at the source. */
public enum ObjectKind {
    /** A table: its rows are captured as columns, and may change their keys. */
    DB2,
    /** A segment of a hierarchy: a row without its parent is none. */
    IMS,
    /** A file of records by key. */
    VSAM
}
