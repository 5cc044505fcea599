package dev.millrace.core.target;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Value;
import java.util.ArrayList;
import java.util.List;

/** Arrays, as of COBOL's OCCURS: any number of elements of one type, none of them NULL. */
public record ArrayType(ColumnType element) implements ColumnType {

    @Override
    public Value canonical(Value value, String place) throws Rejection {
        if (!(value instanceof Value.Items given)) {
            throw new Rejection(RejectionReason.VALUE_TYPE, place);
        }
        List<Value> items = new ArrayList<>(given.values().size());
        for (Value item : given.values()) {
            if (item == Value.Null.NULL) {
                throw new Rejection(RejectionReason.VALUE_NULL, place);
            }
            items.add(element.canonical(item, place));
        }
        return new Value.Items(items);
    }
}
