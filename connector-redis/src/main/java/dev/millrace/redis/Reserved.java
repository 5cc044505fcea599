package dev.millrace.redis;

/** Names of the connector's own, in a hash or a JSON object. */
final class Reserved {
    static final String VERSION = "_version";
    static final String DELETED = "_deleted";

    private Reserved() {}
}
