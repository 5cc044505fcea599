package dev.millrace.core.target;

import java.util.OptionalLong;

/**
 * How far a partition has come.
 *
 * @param expected what the target held when it was last asked; empty where it held nothing
 * @param position the first offset that may not be in the target yet
 */
public record ProgressMark(ProgressKey key, OptionalLong expected, long position) {}
