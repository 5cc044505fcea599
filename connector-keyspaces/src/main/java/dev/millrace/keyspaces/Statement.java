package dev.millrace.keyspaces;

/** The conditional statements that write a row. A delete writes too: NULLs, its version, and that the row is deleted. */
enum Statement {
    /** {@code INSERT … IF NOT EXISTS}. */
    INSERT,
    /** {@code UPDATE … IF millrace_version < ?}. */
    UPDATE,
    /** {@code UPDATE … IF millrace_version = null}: a row that somebody else made gives way to the first change of its key. */
    ADOPT
}
