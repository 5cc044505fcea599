package dev.millrace.codec;

/**
 * A value of a condition, or all from one THRU another.
 *
 * @param high the same as low where it is a single one
 */
record ValueRange(Literal low, Literal high) {}
