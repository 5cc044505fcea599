package dev.millrace.postgres;

import java.util.Set;

/** The columns that the connector adds: part of the interface, since people and tools query them. */
final class VersionColumns {
    static final String VERSION = "version";
    static final String DELETED = "deleted";
    static final String APPLIED_AT = "applied_at";
    static final Set<String> SIDECAR = Set.of(VERSION, DELETED, APPLIED_AT);

    static final String INLINE_VERSION = "millrace_version";
    static final String INLINE_DELETED = "millrace_deleted";
    static final Set<String> INLINE = Set.of(INLINE_VERSION, INLINE_DELETED);

    private VersionColumns() {}
}
