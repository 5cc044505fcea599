package dev.millrace.cli.soak;

/**
 * What was measured once nothing was left to do.
 *
 * @param rows that were compared with the source
 * @param differences rows that are missing, rows that are too many, columns that differ
 * @param deadLetters records on the dead letter topics
 */
record Comparison(long rows, long differences, long deadLetters) {}
