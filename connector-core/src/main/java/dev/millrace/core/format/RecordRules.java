package dev.millrace.core.format;

import java.util.Set;

/**
 * What a source's records may leave out, and what that means. Immutable.
 *
 * @param loadOperations codes of the operation tag that mark rows of the initial load
 */
public record RecordRules(
        LeftOutColumns leftOutColumns,
        UpdateImages updateImages,
        Set<String> loadOperations,
        WithoutToken withoutToken) {

    /** What a column means that an image does not have. */
    public enum LeftOutColumns {
        /** The image is not full: the record is rejected. */
        REJECT,
        /** The source leaves NULLs out. */
        AS_NULL
    }

    /** The images that an update carries. */
    public enum UpdateImages {
        /** One without its before image is rejected: nobody could see whether it changed its key. */
        BEFORE_AND_AFTER,
        /** The before image may be missing; the keys of such rows are taken never to change. */
        AFTER
    }

    /** What an insert without a token is. Other operations without one are always rejected. */
    public enum WithoutToken {
        REJECT,
        /** A row of the initial load. */
        LOAD
    }

    public RecordRules {
        loadOperations = Set.copyOf(loadOperations);
    }

    /** Nothing may be missing, and there are no load rows. */
    public static RecordRules strict() {
        return new RecordRules(LeftOutColumns.REJECT, UpdateImages.BEFORE_AND_AFTER, Set.of(), WithoutToken.REJECT);
    }
}
