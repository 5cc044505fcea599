package dev.millrace.core.format.debezium;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.Value;

/** Reads the values of one field, as its schema says that they are written. Immutable. */
interface ConnectValue {
    /** Of what is rejected; a column's name comes from the record. */
    String PLACE = "value";

    /**
     * @param json as it stands in the record, not NULL
     * @throws Rejection {@code VALUE_TYPE} or {@code VALUE_OUT_OF_RANGE}
     */
    Value notNull(Value json) throws Rejection;

    /** As {@link #notNull}, of any value. */
    default Value read(Value json) throws Rejection {
        return json == Value.Null.NULL ? json : notNull(json);
    }
}
