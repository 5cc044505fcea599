package dev.millrace.codec;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Sees to it that the fields of a group can be told apart. */
final class FieldNames {

    private FieldNames() {}

    static void requireDistinct(String file, Item item) {
        if (item instanceof GroupItem group) {
            requireDistinctFields(file, group);
            if (group.isFiller() && group.occurs() != Occurs.ONCE && hasFieldsOrCounters(group)) {
                throw error(
                        file,
                        group,
                        ErrorCode.COPYBOOK_UNSUPPORTED,
                        "a table without a name, but with named items or tables of variable length, is not supported",
                        "give the table a name");
            }
        }
        for (Item inner : ItemTree.children(item)) {
            requireDistinct(file, inner);
        }
    }

    private static boolean hasFieldsOrCounters(GroupItem group) {
        return !group.fields().isEmpty() || group.items().stream().anyMatch(ItemTree::isVariable);
    }

    private static void requireDistinctFields(String file, GroupItem group) {
        Set<String> names = new HashSet<>();
        for (Item field : group.fields()) {
            if (!names.add(field.name().toUpperCase(Locale.ROOT))) {
                throw error(
                        file,
                        field,
                        ErrorCode.COPYBOOK_SYNTAX,
                        "its group has a field of this name already",
                        "give one of them another name");
            }
        }
    }

    private static CodecException error(String file, Item item, ErrorCode code, String problem, String fix) {
        return new CodecException(code, new Place.InCopybook(file, item.line(), item.name()), problem, fix);
    }
}
