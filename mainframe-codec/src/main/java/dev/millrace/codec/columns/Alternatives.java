package dev.millrace.codec.columns;

import dev.millrace.codec.GroupItem;
import dev.millrace.codec.Item;
import dev.millrace.codec.Redefinition;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Finds the items of a record that are, or are in, one of several alternatives for the same bytes. */
final class Alternatives {
    private final Set<Item> found = Collections.newSetFromMap(new IdentityHashMap<>());

    private Alternatives() {}

    static Set<Item> of(GroupItem group) {
        Alternatives alternatives = new Alternatives();
        group.items().forEach(alternatives::look);
        return alternatives.found;
    }

    private void look(Item item) {
        if (item instanceof Redefinition redefinition) {
            redefinition.alternatives().forEach(this::add);
        } else if (item instanceof GroupItem group) {
            group.items().forEach(this::look);
        }
    }

    private void add(Item item) {
        found.add(item);
        if (item instanceof Redefinition redefinition) {
            redefinition.alternatives().forEach(this::add);
        } else if (item instanceof GroupItem group) {
            group.items().forEach(this::add);
        }
    }
}
