package dev.millrace.core.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the records on the topics look like: the section {@code format}.
 *
 * @param tags names of the metadata tags
 * @param loadOperations codes of the operation tag that mark rows of the initial load
 */
public record FormatConfig(
        Type type,
        Tags tags,
        UpdateImages updateImages,
        LeftOutColumns leftOutColumns,
        List<String> loadOperations,
        WithoutToken withoutToken) {
    private static final Set<String> CHANGES = Set.of("I", "U", "D");

    /** The formats that can be read. */
    public enum Type {
        PRECISELY_JSON
    }

    /** How much of a row a change carries. */
    private enum Images {
        FULL,
        PARTIAL
    }

    /** The images that an update carries. */
    public enum UpdateImages {
        BEFORE_AND_AFTER,
        AFTER
    }

    /** What a column means that an image does not have. */
    public enum LeftOutColumns {
        REJECT,
        AS_NULL
    }

    /** What an insert without a token is. */
    public enum WithoutToken {
        REJECT,
        LOAD
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
        requireFullImages(reader);
        return new FormatConfig(
                type,
                new Tags(
                        tag(reader, "object-name", "object_name"),
                        tag(reader, "operation", "change_op"),
                        tag(reader, "stck", "stck"),
                        tag(reader, "before-image", "before_image"),
                        tag(reader, "after-image", "after_image"),
                        reader.optional("format.tags.ordinal")),
                reader.choice("format.update-images", UpdateImages.BEFORE_AND_AFTER),
                reader.choice("format.left-out-columns", LeftOutColumns.REJECT),
                loadOperations(reader),
                reader.choice("format.without-token", WithoutToken.REJECT));
    }

    /** A late partial change is stale as a whole: its columns would be lost, and no version knows them one by one. */
    private static void requireFullImages(ConfigReader reader) {
        if (reader.choice("format.images", Images.FULL) == Images.PARTIAL) {
            reader.problem(
                    ProblemCode.IMAGES_PARTIAL,
                    "format.images",
                    "changes with some of the columns cannot be kept: one that comes late is stale, and what only it carried"
                            + " would be lost",
                    "have the source send every column with every change (Db2: ALTER TABLE … DATA CAPTURE CHANGES, and whole"
                            + " images in the script that publishes), then write images: full");
        }
    }

    private static List<String> loadOperations(ConfigReader reader) {
        List<String> codes = reader.list("format.load-operations");
        for (String code : codes) {
            if (CHANGES.contains(code)) {
                reader.problem(
                        ProblemCode.CONFIG_VALUE_INVALID,
                        "format.load-operations",
                        "\"" + code + "\" is the code of a change, whose token orders it",
                        "give the code that only load rows have, or set without-token: load");
            }
        }
        return codes;
    }

    private static String tag(ConfigReader reader, String key, String otherwise) {
        return reader.optional("format.tags." + key).orElse(otherwise);
    }
}
