package dev.millrace.simulator.generate;

import dev.millrace.codec.DataType;
import dev.millrace.codec.ElementItem;
import dev.millrace.codec.GroupItem;
import dev.millrace.codec.Item;
import dev.millrace.codec.Occurs;
import dev.millrace.codec.Redefinition;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a record that say how often tables occur, with the bounds that all of their tables have in common. Immutable. */
final class Counters {
    private final Map<ElementItem, Bounds> bounds = new HashMap<>();

    /** How often a table may occur. */
    record Bounds(int least, int most) {
        private Bounds and(Bounds other) {
            return new Bounds(Math.max(least, other.least), Math.min(most, other.most));
        }
    }

    Counters(GroupItem record) {
        look(record.items());
    }

    private void look(List<Item> items) {
        for (Item item : items) {
            if (item.occurs() instanceof Occurs.Depending table) {
                bounds.merge(table.counter(), new Bounds(table.least(), most(table)), Bounds::and);
            }
            look(within(item));
        }
    }

    /** Not more than the counter has digits for. */
    private static int most(Occurs.Depending table) {
        return table.counter().type() instanceof DataType.Numeric number
                ? number.most().min(BigInteger.valueOf(table.most())).intValueExact()
                : table.most();
    }

    /** What an item consists of. */
    static List<Item> within(Item item) {
        if (item instanceof GroupItem group) {
            return group.items();
        }
        return item instanceof Redefinition shared ? shared.alternatives() : List.of();
    }

    /** The bounds of a counter; empty for any other item. */
    Optional<Bounds> of(Item item) {
        return item instanceof ElementItem element ? Optional.ofNullable(bounds.get(element)) : Optional.empty();
    }

    /** Whether how often something occurs in the item, or how often the item itself occurs, is said by a counter, or the item is one. */
    boolean concern(Item item) {
        return of(item).isPresent()
                || item.occurs() instanceof Occurs.Depending
                || within(item).stream().anyMatch(this::concern);
    }
}
