package dev.millrace.core.target;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.Value;

/**
 * What a column of a target can hold, and the one form that each value has in it. Conversion is exact: what would be rounded,
 * cut or replaced is rejected. Implementations are immutable.
 */
public sealed interface ColumnType
        permits ArrayType,
                StructType,
                BinaryType,
                BoolType,
                DateType,
                DecimalType,
                EnumType,
                FloatType,
                InstantType,
                JsonType,
                NumberType,
                TextType,
                TimeType,
                TimestampType,
                UuidType {

    /**
     * The value in this type's canonical form: two values of the source that are one value in the target become equal. Only JSON may be
     * one value in several forms; it is no key.
     *
     * @param value not NULL
     * @param place the column, for the rejection
     * @throws Rejection {@code VALUE_TYPE}, {@code VALUE_OUT_OF_RANGE} or {@code VALUE_TOO_LONG}
     */
    Value canonical(Value value, String place) throws Rejection;
}
