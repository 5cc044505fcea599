package dev.millrace.codec;

import java.util.List;

/**
 * An entry of level 88 as the source has it: the name of a condition of the item before it.
 *
 * @param values of which the item has to have one; never empty
 */
record ConditionEntry(String name, List<ValueRange> values) {}
