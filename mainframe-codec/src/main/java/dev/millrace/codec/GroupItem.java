package dev.millrace.codec;

import java.util.ArrayList;
import java.util.List;

/**
 * A group item.
 *
 * @param length slack bytes behind each occurrence included, where its items are SYNCHRONIZED
 * @param items what it consists of, in storage order, FILLER included; never empty
 */
public record GroupItem(String name, int level, int line, int offset, int length, Occurs occurs, List<Item> items)
        implements Item {

    public GroupItem {
        items = List.copyOf(items);
    }

    /**
     * The items that a value of this group has fields for, in storage order: the named ones. A group without a name is no
     * field; the named items in it are fields of this group, as COBOL programs refer to them. So are all alternatives of a
     * {@link Redefinition}.
     */
    public List<Item> fields() {
        List<Item> fields = new ArrayList<>();
        addFields(items, fields);
        return List.copyOf(fields);
    }

    /** Those of an item that stands in a group: itself, or what it has where it has no name. */
    static List<Item> fieldsOf(Item item) {
        List<Item> fields = new ArrayList<>();
        addFields(List.of(item), fields);
        return fields;
    }

    private static void addFields(List<Item> items, List<Item> fields) {
        for (Item item : items) {
            if (item instanceof Redefinition redefinition) {
                addFields(redefinition.alternatives(), fields);
            } else if (!item.isFiller()) {
                fields.add(item);
            } else if (item instanceof GroupItem unnamed) {
                addFields(unnamed.items(), fields);
            }
        }
    }
}
