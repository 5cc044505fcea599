package dev.millrace.core.format.precisely;

import java.util.Optional;

/**
 * The names that a Precisely script gives to the tags of a change record ({@code OPTIONS METADATA (… AS …)}).
 *
 * @param ordinal the tag with the change's durable place within its token; where there is none, the offset stands in
 */
public record PreciselyTags(
        String objectName,
        String operation,
        String stck,
        String beforeImage,
        String afterImage,
        Optional<String> ordinal) {

    /** The names that the products use where a script gives none. */
    public static PreciselyTags defaults() {
        return new PreciselyTags("object_name", "change_op", "stck", "before_image", "after_image", Optional.empty());
    }
}
