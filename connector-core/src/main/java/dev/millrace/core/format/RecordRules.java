package dev.millrace.core.format;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;

/** What a source's records may leave out, and what that means. Immutable. */
public record RecordRules(LeftOutColumns leftOutColumns, UpdateImages updateImages) {

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

    /** Nothing may be missing. */
    public static RecordRules strict() {
        return new RecordRules(LeftOutColumns.REJECT, UpdateImages.BEFORE_AND_AFTER);
    }

    /**
     * The change, if it has the images that its operation needs.
     *
     * @param beforeImage the place of the before image
     * @throws Rejection {@code IMAGE_MISSING}
     */
    public Change checked(Change change, String beforeImage) throws Rejection {
        change.image();
        if (change.operation() == Operation.UPDATE
                && change.before().isEmpty()
                && updateImages == UpdateImages.BEFORE_AND_AFTER) {
            throw new Rejection(RejectionReason.IMAGE_MISSING, beforeImage);
        }
        return change;
    }
}
