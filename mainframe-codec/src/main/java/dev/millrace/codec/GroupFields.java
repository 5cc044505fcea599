package dev.millrace.codec;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Compares the fields that a group value has with those that its layout has. */
final class GroupFields {

    private GroupFields() {}

    /** Throws a {@link FieldFault} at the position unless both lists hold the same names, in whatever order. */
    static void requireExactly(List<String> expected, List<String> given, int position) {
        if (expected.equals(given)) {
            return;
        }
        Set<String> known = new HashSet<>(expected);
        Set<String> seen = new HashSet<>();
        for (String name : given) {
            if (!known.contains(name) || !seen.add(name)) {
                throw new FieldFault(
                                ErrorCode.FIELD_UNKNOWN,
                                position,
                                known.contains(name) ? "the field is given twice" : "the layout has no such field",
                                "give exactly the fields of the copybook, without FILLER")
                        .under(name);
            }
        }
        for (String name : expected) {
            if (!seen.contains(name)) {
                throw new FieldFault(
                                ErrorCode.FIELD_MISSING,
                                position,
                                "the field has no value",
                                "give exactly the fields of the copybook, without FILLER")
                        .under(name);
            }
        }
    }
}
