package dev.millrace.codec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The fields that a value of a group has.
 *
 * @param names all of them, in storage order
 * @param alternatives those that share their bytes with others, and may be left out
 */
record GroupFields(List<String> names, Set<String> alternatives) {

    GroupFields {
        names = List.copyOf(names);
        alternatives = Set.copyOf(alternatives);
    }

    static GroupFields of(GroupItem group) {
        Set<String> alternatives = new HashSet<>();
        addAlternatives(group.items(), alternatives);
        return new GroupFields(group.fields().stream().map(Item::name).toList(), alternatives);
    }

    private static void addAlternatives(List<Item> items, Set<String> alternatives) {
        for (Item item : items) {
            if (item instanceof Redefinition) {
                GroupItem.fieldsOf(item).forEach(field -> alternatives.add(field.name()));
            } else if (item instanceof GroupItem group && group.isFiller()) {
                addAlternatives(group.items(), alternatives);
            }
        }
    }

    /**
     * The values of a group in the order of the fields; {@link CobolValue#ABSENT} for an alternative that it does not have. A
     * {@link FieldFault} at the position where it has other fields, or lacks one.
     */
    List<CobolValue> inOrder(CobolValue.Group given, int position) {
        if (names.equals(given.names())) {
            return given.values();
        }
        Set<String> known = new HashSet<>(names);
        Set<String> seen = new HashSet<>();
        for (String name : given.names()) {
            if (!known.contains(name) || !seen.add(name)) {
                throw new FieldFault(
                                ErrorCode.FIELD_UNKNOWN,
                                position,
                                known.contains(name) ? "the field is given twice" : "the layout has no such field",
                                "give exactly the fields of the copybook, without FILLER")
                        .under(name);
            }
        }
        List<CobolValue> values = new ArrayList<>(names.size());
        for (String name : names) {
            if (!seen.contains(name) && !alternatives.contains(name)) {
                throw new FieldFault(
                                ErrorCode.FIELD_MISSING,
                                position,
                                "the field has no value",
                                "give exactly the fields of the copybook, without FILLER")
                        .under(name);
            }
            values.add(seen.contains(name) ? given.get(name) : CobolValue.ABSENT);
        }
        return values;
    }
}
