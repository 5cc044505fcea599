package dev.millrace.core.change;

/**
 * Why a record can never be applied. The names are part of the interface: they stand in the header {@code millrace.reason}
 * of a dead letter and in the label of {@code cdc_dlq_records_total}.
 */
public enum RejectionReason {
    /** The bytes are not of the configured format. */
    UNDECODABLE,
    /** The record names no table, or one that the configuration does not have. */
    TABLE_UNKNOWN,
    /** The table's changes are to come from another topic: offsets that stand in for ordinals have no order across topics. */
    TOPIC_UNEXPECTED,
    /** The record's operation is missing or none of the format's. */
    OPERATION_UNKNOWN,
    /** An image that the operation needs is missing. */
    IMAGE_MISSING,
    /** A key column is missing or NULL. */
    KEY_MISSING,
    /** A full image lacks a column of the table. */
    COLUMN_MISSING,
    /** The image has a column that the table does not have. */
    COLUMN_UNKNOWN,
    /** The image has one column twice. */
    COLUMN_DUPLICATE,
    /** NULL for a column that refuses it. */
    VALUE_NULL,
    /** The value is of another kind than the column. */
    VALUE_TYPE,
    /** A number or a time outside of what the column can hold without loss. */
    VALUE_OUT_OF_RANGE,
    /** Text or bytes longer than the column. */
    VALUE_TOO_LONG,
    /** The order token or the ordinal of the table's kind is missing or malformed. */
    VERSION_MISSING,
    /** A token of zero, of all ones, or too far ahead of the broker's clock: it would freeze its row. */
    VERSION_IMPLAUSIBLE,
    /** A constraint of the target refuses the row. */
    CONSTRAINT,
    /** The target refuses the value for a reason of its own. */
    VALUE_REFUSED,
    /** A unique or foreign key of the target was not satisfied by other changes in time. */
    DEPENDENCY_TIMEOUT,
    /** The write alone ended its connection, several times, while others were taken. */
    BREAKS_CONNECTION
}
