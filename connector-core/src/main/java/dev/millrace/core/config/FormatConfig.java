package dev.millrace.core.config;

import java.util.Optional;

/**
 * What the records on the topics look like: the section {@code format}.
 *
 * @param tags names of the metadata tags
 */
public record FormatConfig(Type type, Tags tags) {

    /** The formats that can be read. */
    public enum Type {
        PRECISELY_JSON
    }

    /** The section {@code format.tags}. */
    public record Tags(
            String objectName,
            String operation,
            String stck,
            String beforeImage,
            String afterImage,
            Optional<String> ordinal) {}

    static FormatConfig read(ConfigReader reader) {
        return new FormatConfig(
                reader.choice(
                        "format.type",
                        Type.PRECISELY_JSON,
                        "One JSON object per record, with tags for metadata and an object for each image."),
                new Tags(
                        reader.textOr("format.tags.object-name", "object_name", "Tag with the name of the table."),
                        reader.textOr("format.tags.operation", "change_op", "Tag with `I`, `U` or `D`."),
                        reader.textOr(
                                "format.tags.stck",
                                "stck",
                                "Tag with the store clock value: 16 or 18 hexadecimal digits. It orders the changes of a row."),
                        reader.textOr(
                                "format.tags.before-image",
                                "before_image",
                                "Tag with the row before. Needed for deletes; with updates it shows a changed key."),
                        reader.textOr(
                                "format.tags.after-image",
                                "after_image",
                                "Tag with the full row after. Needed for inserts and updates."),
                        reader.optional(
                                "format.tags.ordinal",
                                "ordinal",
                                "Tag with the place of the change among those of one store clock value, an unsigned whole number. Without it the Kafka offset stands in.")));
    }
}
