package dev.millrace.codec;

import java.util.List;
import java.util.Optional;

/**
 * One of several items that share their bytes: what it has of the fields of its group.
 *
 * @param parts of the item, their places from the start of what is shared
 * @param first index of its first field
 * @param fields how many it has, at least 1
 * @param choice under which condition it is the one, or empty
 */
record Alternative(List<GroupPart> parts, int first, int fields, Optional<ConditionCheck> choice) {

    /** The values of its fields, in a part of the values of its group; or a {@link FieldFault}. */
    void decode(RecordBytes record, int position, CobolValue[] values) {
        for (GroupPart part : parts) {
            part.decode(record, position, values);
        }
    }

    void encode(List<CobolValue> values, RecordBytes record, int position) {
        for (GroupPart part : parts) {
            part.encode(values, record, position);
        }
    }

    void leaveOut(CobolValue[] values) {
        for (int i = first; i < first + fields; i++) {
            values[i] = CobolValue.ABSENT;
        }
    }

    boolean isIn(List<CobolValue> values) {
        for (int i = first; i < first + fields; i++) {
            if (!(values.get(i) instanceof CobolValue.Absent)) {
                return true;
            }
        }
        return false;
    }
}
