package dev.millrace.core.target;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Value;
import java.util.Set;

/** Text that is one of the type's labels, in upper and lower case as they are. */
public record EnumType(Set<String> labels) implements ColumnType {
    public EnumType {
        labels = Set.copyOf(labels);
    }

    @Override
    public Value canonical(Value value, String place) throws Rejection {
        if (!(value instanceof Value.Text text)) {
            throw new Rejection(RejectionReason.VALUE_TYPE, place);
        }
        if (!labels.contains(text.text())) {
            throw new Rejection(RejectionReason.VALUE_OUT_OF_RANGE, place);
        }
        return value;
    }
}
