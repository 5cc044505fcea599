package dev.millrace.simulator.source;

/** What a row has in a column that has no value in it. */
public enum SourceNull {
    NULL
}
