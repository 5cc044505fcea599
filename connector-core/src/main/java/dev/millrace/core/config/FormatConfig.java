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

    /** What the others are about: raw records have full images, and their headers have fixed names. */
    private static final List<String> ONLY_IN_JSON =
            List.of("tags", "images", "update-images", "left-out-columns", "load-operations", "without-token");

    /** The formats that can be read. */
    public enum Type {
        PRECISELY_JSON,
        RAW
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
        Type type = reader.choice(
                "format.type",
                Type.PRECISELY_JSON,
                "`precisely-json`: one JSON object per record, with tags for metadata and an object for each image. `raw`: the record is"
                        + " the row, as JSON or as EBCDIC, and the metadata are in headers, see [raw.md](raw.md); then no other key of"
                        + " this section may be given.");
        if (type == Type.RAW) {
            ONLY_IN_JSON.forEach(key -> reader.refuse(
                    "format." + key,
                    "it means nothing with format.type: raw, whose records are complete and have headers of fixed names",
                    "remove it"));
        }
        Tags tags = tags(reader);
        requireFullImages(reader);
        return new FormatConfig(
                type,
                tags,
                reader.choice(
                        "format.update-images",
                        UpdateImages.BEFORE_AND_AFTER,
                        "With `before-and-after` an update without its before image is rejected. With `after` it may be missing;"
                                + " then a changed key is not seen, the row of the old key stays, and the start warns of it."),
                reader.choice(
                        "format.left-out-columns",
                        LeftOutColumns.REJECT,
                        "What a column means that an image does not have: `reject`, or `as-null` where the source leaves NULLs"
                                + " out. A column of the key may never be missing."),
                loadOperations(reader),
                reader.choice(
                        "format.without-token",
                        WithoutToken.REJECT,
                        "What an insert without the tag `stck` is: `reject`, or `load` for a row of the initial load. Updates and"
                                + " deletes without it are always rejected, and so is a malformed value."));
    }

    /** Whether the records say in which order changes of one token are; else Kafka's offsets stand in. */
    public boolean hasOrdinals() {
        return type == Type.RAW || tags.ordinal().isPresent();
    }

    private static Tags tags(ConfigReader reader) {
        return new Tags(
                reader.textOr("format.tags.object-name", "object_name", "Tag with the name of the table."),
                reader.textOr("format.tags.operation", "change_op", "Tag with `I`, `U` or `D`."),
                reader.textOr(
                        "format.tags.stck",
                        "stck",
                        "Tag with the store clock value: 16 or 18 hexadecimal digits. It orders the changes of a row."),
                reader.textOr(
                        "format.tags.before-image",
                        "before_image",
                        "Tag with the row before. Needed for deletes and, unless `update-images` is `after`, for updates: it"
                                + " shows a changed key."),
                reader.textOr(
                        "format.tags.after-image",
                        "after_image",
                        "Tag with the full row after. Needed for inserts and updates."),
                reader.optional(
                        "format.tags.ordinal",
                        "ordinal",
                        "Tag with the place of the change among those of one store clock value, an unsigned whole number."
                                + " Without it the Kafka offset stands in."));
    }

    /** A late partial change is stale as a whole: its columns would be lost, and no version knows them one by one. */
    private static void requireFullImages(ConfigReader reader) {
        Images images = reader.choice(
                "format.images",
                Images.FULL,
                "How much of a row a change carries. `full` is the only value that starts: `partial` is refused with"
                        + " `IMAGES_PARTIAL`.");
        if (images == Images.PARTIAL) {
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
        List<String> codes = reader.list(
                "format.load-operations", "[R]", "Codes of the operation tag that mark rows of the initial load.");
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
}
