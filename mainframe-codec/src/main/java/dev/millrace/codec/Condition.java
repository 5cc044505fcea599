package dev.millrace.codec;

import java.util.List;

/**
 * A condition of level 88.
 *
 * @param item whose value it is about
 * @param values of which the item has to have one
 */
record Condition(String name, Item item, List<ValueRange> values) {}
