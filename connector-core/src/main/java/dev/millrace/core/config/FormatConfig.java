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
        Type type = reader.choice("format.type", Type.PRECISELY_JSON);
        return new FormatConfig(
                type,
                new Tags(
                        tag(reader, "object-name", "object_name"),
                        tag(reader, "operation", "change_op"),
                        tag(reader, "stck", "stck"),
                        tag(reader, "before-image", "before_image"),
                        tag(reader, "after-image", "after_image"),
                        reader.optional("format.tags.ordinal")));
    }

    private static String tag(ConfigReader reader, String key, String otherwise) {
        return reader.optional("format.tags." + key).orElse(otherwise);
    }
}
