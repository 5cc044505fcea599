package dev.millrace.codec;

import java.util.ArrayList;
import java.util.List;

/**
 * A group item.
 *
 * @param items what it consists of, in storage order, FILLER included; never empty
 */
public record GroupItem(String name, int level, int line, int offset, int length, Occurs occurs, List<Item> items)
        implements Item {

    public GroupItem {
        items = List.copyOf(items);
    }

    /**
     * The items that a value of this group has fields for, in storage order: the named ones. A group without a name is no
     * field; the named items in it are fields of this group, as COBOL programs refer to them.
     */
    public List<Item> fields() {
        List<Item> fields = new ArrayList<>();
        for (Item item : items) {
            if (!item.isFiller()) {
                fields.add(item);
            } else if (item instanceof GroupItem unnamed) {
                fields.addAll(unnamed.fields());
            }
        }
        return List.copyOf(fields);
    }
}
