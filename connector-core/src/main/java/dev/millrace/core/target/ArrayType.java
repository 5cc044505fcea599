package dev.millrace.core.target;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Value;
import java.util.ArrayList;
import java.util.List;

/** Arrays, as of COBOL's OCCURS: any number of elements of one type. */
public record ArrayType(ColumnType element, NullElements nulls) implements ColumnType {

    /** What becomes of elements that are NULL. */
    public enum NullElements {
        /** The target cannot hold them: the value is rejected. */
        REJECTED,
        KEPT
    }

    /** Without NULL among the elements. */
    public ArrayType(ColumnType element) {
        this(element, NullElements.REJECTED);
    }

    @Override
    public Value canonical(Value value, String place) throws Rejection {
        if (!(value instanceof Value.Items given)) {
            throw new Rejection(RejectionReason.VALUE_TYPE, place);
        }
        List<Value> items = new ArrayList<>(given.values().size());
        for (Value item : given.values()) {
            if (item == Value.Null.NULL && nulls == NullElements.REJECTED) {
                throw new Rejection(RejectionReason.VALUE_NULL, place);
            }
            items.add(item == Value.Null.NULL ? item : element.canonical(item, place));
        }
        return new Value.Items(items);
    }
}
