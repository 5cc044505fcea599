package dev.millrace.codec;

import java.util.List;
import java.util.stream.Stream;

/** What is true of an item with all that is in it. */
final class ItemTree {

    private ItemTree() {}

    /** What an item consists of; nothing for an elementary one. */
    static List<Item> children(Item item) {
        if (item instanceof GroupItem group) {
            return group.items();
        }
        return item instanceof Redefinition redefinition ? redefinition.alternatives() : List.of();
    }

    /** The item and all in it. */
    static Stream<Item> all(Item item) {
        return Stream.concat(Stream.of(item), children(item).stream().flatMap(ItemTree::all));
    }

    /** Whether the number of its bytes depends on a counter. */
    static boolean isVariable(Item item) {
        return all(item).anyMatch(inner -> inner.occurs() instanceof Occurs.Depending);
    }

    /** Bytes of all occurrences where every table in it has the fewest that it may have. */
    static int leastSize(Item item) {
        int least = item.occurs() instanceof Occurs.Depending table
                ? table.least()
                : item.occurs().times();
        if (!(item instanceof GroupItem group)) {
            return least * item.length();
        }
        int saved = group.items().stream()
                .mapToInt(inner -> inner.size() - leastSize(inner))
                .sum();
        return least * (group.length() - saved);
    }
}
