package dev.millrace.core.config;

/** What can be wrong before the first record is applied. The names are part of the interface: scripts and runbooks match them. */
public enum ProblemCode {
    CONFIG_FILE_UNREADABLE,
    CONFIG_KEY_UNKNOWN,
    CONFIG_VALUE_MISSING,
    CONFIG_VALUE_INVALID,
    IMAGES_PARTIAL,
    BROKER_UNREACHABLE,
    BROKER_REFUSED,
    TOPIC_MISSING,
    TARGET_UNREACHABLE,
    TARGET_LOGIN_REFUSED,
    TARGET_REFUSED,
    TABLE_MISSING,
    COLUMN_MISSING,
    COLUMN_TYPE_UNSUPPORTED,
    COLUMN_TYPE_DIFFERS,
    KEY_DIFFERS,
    CONSTRAINT_UNSUITABLE,
    GAP,
    ENGINE_FAILED
}
