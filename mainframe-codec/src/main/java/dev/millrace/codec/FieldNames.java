package dev.millrace.codec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sees to it that the fields of a group can be told apart. */
final class FieldNames {

    private FieldNames() {}

    static void requireDistinct(EntryNode node) {
        DataEntry entry = node.entry();
        List<DataEntry> fields = fields(node);
        Set<String> names = new HashSet<>();
        for (DataEntry field : fields) {
            if (!names.add(field.name().toUpperCase(Locale.ROOT))) {
                throw field.syntax("its group has a field of this name already", "give one of them another name");
            }
        }
        if (entry.isFiller()
                && entry.occurs() != null
                && !node.children().isEmpty()
                && (!fields.isEmpty() || node.children().stream().anyMatch(FieldNames::isVariable))) {
            throw entry.error(
                    ErrorCode.COPYBOOK_UNSUPPORTED,
                    "a table without a name, but with named items or tables of variable length, is not supported",
                    "give the table a name");
        }
        node.children().forEach(FieldNames::requireDistinct);
    }

    /** Those that {@link GroupItem#fields()} will have. */
    private static List<DataEntry> fields(EntryNode group) {
        List<DataEntry> fields = new ArrayList<>();
        for (EntryNode child : group.children()) {
            if (child.entry().isFiller()) {
                fields.addAll(fields(child));
            } else {
                fields.add(child.entry());
            }
        }
        return fields;
    }

    private static boolean isVariable(EntryNode node) {
        @Nullable OccursClause occurs = node.entry().occurs();
        return (occurs != null && occurs.counter() != null)
                || node.children().stream().anyMatch(FieldNames::isVariable);
    }
}
