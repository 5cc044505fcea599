package dev.millrace.codec;

import org.jspecify.annotations.Nullable;

/**
 * An OCCURS clause as the source has it.
 *
 * @param least as most without DEPENDING ON
 * @param counter what it depends on, or null
 */
record OccursClause(int least, int most, @Nullable QualifiedName counter) {}
