package dev.millrace.core.format.debezium;

/** What a record is that does not say what its values mean. */
public enum WithoutSchema {
    /** The source has to be changed: a number in base64 can look like another number. */
    STOP,
    /** Its connector is set to write every value as text that needs no schema. */
    TEXT
}
