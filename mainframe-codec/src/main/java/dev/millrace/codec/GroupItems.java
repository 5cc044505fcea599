package dev.millrace.codec;

import java.util.ArrayList;
import java.util.List;

/** The items of a group while it is laid out, those that share their bytes put together. Places count from the group's start. */
final class GroupItems {

    private final List<List<Item>> items = new ArrayList<>();
    private long start;
    private long end;

    /** Where the next item begins, unless it is aligned. */
    long end() {
        return end;
    }

    void add(Item item, long itemStart) {
        items.add(new ArrayList<>(List.of(item)));
        start = itemStart;
        end = itemStart + item.size();
    }

    /** Where the item begins that an entry redefines: the one before it, or one that redefines the same. */
    int redefinedStart(DataEntry entry, Token redefined) {
        boolean known = !items.isEmpty()
                && items.get(items.size() - 1).stream()
                        .anyMatch(item -> !item.isFiller() && item.name().equalsIgnoreCase(redefined.text()));
        if (!known) {
            throw entry.syntax(
                    "it redefines " + redefined.text() + ", which is not the item before it",
                    "put it right behind that item, with the same level, or correct the name");
        }
        return (int) start;
    }

    void addAlternative(DataEntry entry, Item item) {
        List<Item> alternatives = items.get(items.size() - 1);
        alternatives.add(item);
        if (alternatives.stream().anyMatch(ItemTree::isVariable)) {
            throw entry.error(
                    ErrorCode.COPYBOOK_UNSUPPORTED,
                    "REDEFINES with a table that depends on a counter is not supported",
                    "give each of the records a copybook of its own");
        }
        end = Math.max(end, start + item.size());
    }

    List<Item> items() {
        return items.stream()
                .map(shared -> shared.size() == 1 ? shared.get(0) : new Redefinition(shared))
                .toList();
    }
}
