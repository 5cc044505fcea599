package dev.millrace.simulator;

/** The stable codes of what can go wrong in the simulator. A code never changes its meaning. */
public enum SimulatorError {
    /** A setting is outside its bounds. */
    SETTING_INVALID,
    /** One of the bank's data sets, or its copybook, is not there or cannot be read. */
    DATA_SET_MISSING,
    /** Two copybooks describe the same record of the bank. */
    DATA_SET_AMBIGUOUS,
    /** A data set does not fit its copybook. */
    DATA_SET_BROKEN,
    /** A copybook cannot be parsed, or holds what a table cannot. */
    COPYBOOK_INVALID,
    /** A copybook's level 01 record is none that the bank knows. */
    RECORD_UNKNOWN,
    /** A field that the bank needs is missing. */
    FIELD_MISSING,
    /** A field that the bank needs has another kind of picture. */
    FIELD_KIND,
    /** Two records of a data set have the same key. */
    KEY_DUPLICATE,
    /** The truth file is missing, truncated or not a truth file. */
    TRUTH_BROKEN,
    /** The truth file cannot be written. */
    TRUTH_UNWRITABLE,
    /** Kafka refused a change record. */
    KAFKA_SEND_FAILED,
    /** Kafka did not take or acknowledge change records in time. */
    KAFKA_STALLED,
    /** The change topics cannot be created or have another shape. */
    KAFKA_TOPICS,
    /** The Kafka cluster does not answer. */
    KAFKA_UNREACHABLE,
    /** Stored change data is damaged. */
    SEGMENT_BROKEN,
    /** Stored change data that is needed is not kept any more. */
    SEGMENT_MISSING,
    /** Stored change data is not of this workload. */
    STORAGE_FOREIGN,
    /** The directory of the stored change data cannot be used. */
    STORAGE_UNUSABLE
}
