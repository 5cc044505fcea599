package dev.millrace.codec.columns;

import dev.millrace.codec.CodecException;
import dev.millrace.codec.ErrorCode;
import dev.millrace.codec.Item;
import dev.millrace.codec.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Gives fields the shortest names that tell all of them apart. */
final class ColumnNames {

    /**
     * A field that needs a name.
     *
     * @param file of its copybook, for messages
     * @param item the field
     * @param groups the names that may stand before its own, innermost first
     */
    record Field(String file, Item item, List<String> groups) {

        /** @param qualifiers how many of the groups stand before the name */
        private String name(int qualifiers) {
            StringBuilder name = new StringBuilder(item.name());
            for (String group : groups.subList(0, qualifiers)) {
                name.insert(0, group + "_");
            }
            return name.toString().toUpperCase(Locale.ROOT).replace('-', '_');
        }
    }

    private final List<Field> fields;
    private final int[] qualifiers;

    private ColumnNames(List<Field> fields) {
        this.fields = fields;
        this.qualifiers = new int[fields.size()];
    }

    /**
     * The names of the fields, in their order: a field's own where no other has it; else with its group before it, with the group
     * around that, and so on.
     *
     * @throws CodecException {@link ErrorCode#COPYBOOK_UNSUPPORTED} where all groups do not help: {@code A-B} in {@code C} and
     *     {@code B} in {@code C-A} are one name
     */
    static List<String> of(List<Field> fields) {
        return new ColumnNames(fields).names();
    }

    private List<String> names() {
        while (true) {
            Map<String, List<Integer>> byName = new LinkedHashMap<>();
            List<String> names = new ArrayList<>(fields.size());
            for (int i = 0; i < fields.size(); i++) {
                String name = fields.get(i).name(qualifiers[i]);
                names.add(name);
                byName.computeIfAbsent(name, first -> new ArrayList<>()).add(i);
            }
            if (byName.size() == fields.size()) {
                return names;
            }
            byName.forEach(this::qualify);
        }
    }

    private void qualify(String name, List<Integer> bearers) {
        if (bearers.size() == 1) {
            return;
        }
        boolean anyQualified = false;
        for (int bearer : bearers) {
            if (qualifiers[bearer] < fields.get(bearer).groups().size()) {
                qualifiers[bearer]++;
                anyQualified = true;
            }
        }
        if (!anyQualified) {
            Field last = fields.get(bearers.get(bearers.size() - 1));
            throw new CodecException(
                    ErrorCode.COPYBOOK_UNSUPPORTED,
                    new Place.InCopybook(
                            last.file(), last.item().line(), last.item().name()),
                    "another field becomes the column " + name + " too",
                    "give one of them another name");
        }
    }
}
