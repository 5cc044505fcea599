package dev.millrace.redis;

/** What the server runs for one row, in one step that nothing comes between. Each answers 1 where it wrote, 0 where what is held is as new. */
enum Procedure {
    UPSERT_HASH_INLINE,
    DELETE_HASH_INLINE,
    UPSERT_JSON_INLINE,
    DELETE_JSON_INLINE,
    UPSERT_HASH_SIDECAR,
    UPSERT_JSON_SIDECAR,
    DELETE_SIDECAR,
    PROGRESS_READ,
    PROGRESS_RAISE
}
