package dev.millrace.postgres;

import dev.millrace.core.target.ArrayType;
import dev.millrace.core.target.ColumnType;
import dev.millrace.core.target.FloatType;
import dev.millrace.core.target.JsonType;

/**
 * A column type that the connector writes exactly.
 *
 * @param sql as the catalog's {@code format_type} writes it
 * @param cast what a carried value is cast to: the type without its length, since a cast to a length cuts silently where an
 *     assignment refuses
 * @param holds what the column can hold
 */
record SqlType(String sql, String cast, Carrier carrier, ColumnType holds) {

    /** Whether a value of it tells a row from all others, at the source as in the database. */
    boolean identifies() {
        return !(holds instanceof FloatType || holds instanceof JsonType || holds instanceof ArrayType);
    }
}
