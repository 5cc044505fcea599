package dev.millrace.core.engine;

/** Why nothing more is handed out until somebody starts the connector again. The names are part of the interface: {@code /status} has them. */
enum Halt {
    /** Too many dead letters. */
    POISON_LIMIT,
    /** The source leaves out what its changes cannot be ordered or understood without. */
    SOURCE_SETTING,
    /** A table was truncated at the source. */
    TRUNCATE
}
