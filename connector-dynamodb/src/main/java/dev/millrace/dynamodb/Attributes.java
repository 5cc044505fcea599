package dev.millrace.dynamodb;

/** The attributes that are the connector's own. No column may have one of these names. */
final class Attributes {
    /** The version, as bytes: DynamoDB compares bytes as unsigned numbers, as versions are compared. */
    static final String VERSION = "millrace_version";
    /** True in a tombstone; live items have no such attribute. */
    static final String DELETED = "millrace_deleted";
    /** When a tombstone expires, in seconds since 1970; live items have no such attribute. */
    static final String EXPIRES = "millrace_expires";

    private Attributes() {}
}
