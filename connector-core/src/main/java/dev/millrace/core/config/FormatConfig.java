package dev.millrace.core.config;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the records on the topics look like: the section {@code format}.
 *
 * @param tags names of the metadata tags, of formats that let them be chosen
 * @param loadOperations codes of the operation tag that mark rows of the initial load
 * @param beforeImage the field of the row before, of formats that let it be chosen
 * @param streamPosition how places in the source's log are written, of formats that have one
 * @param beforePrefix of the columns of the row before, of formats that have them beside those of the row after
 * @param logSource whose places in the log order, of formats that several databases have
 * @param registry of the records' schemas, of formats that keep them apart
 */
public record FormatConfig(
        Type type,
        Tags tags,
        UpdateImages updateImages,
        LeftOutColumns leftOutColumns,
        List<String> loadOperations,
        WithoutToken withoutToken,
        OnTruncate onTruncate,
        String beforeImage,
        StreamPosition streamPosition,
        String beforePrefix,
        LogSourceConfig logSource,
        Optional<RegistryConfig> registry) {
    private static final Set<String> CHANGES = Set.of("I", "U", "D");
    private static final Set<Type> TAGGED = EnumSet.of(Type.PRECISELY_JSON, Type.PRECISELY_AVRO);
    private static final Set<Type> ENVELOPED = EnumSet.complementOf(EnumSet.of(Type.RAW));
    /** Records of these may lack columns, and the row before an update. */
    private static final Set<Type> PARTIAL = EnumSet.complementOf(EnumSet.of(Type.DEBEZIUM, Type.RAW));
    /** Records of these do not say whose they are: each table has a topic of its own. */
    private static final Set<Type> NAMELESS = EnumSet.of(Type.QLIK, Type.IIDR);

    /** The formats of which a key says something. */
    private static final List<Map.Entry<String, Set<Type>>> MEANT_FOR = List.of(
            Map.entry("tags", TAGGED),
            Map.entry("images", ENVELOPED),
            Map.entry("update-images", PARTIAL),
            Map.entry("left-out-columns", PARTIAL),
            Map.entry("load-operations", TAGGED),
            Map.entry("without-token", TAGGED),
            Map.entry("on-truncate", EnumSet.of(Type.DMS, Type.DEBEZIUM)),
            Map.entry("before-image", EnumSet.of(Type.DMS)),
            Map.entry("stream-position", EnumSet.of(Type.DMS)),
            Map.entry("before-prefix", EnumSet.of(Type.IIDR)),
            Map.entry("timestamps", EnumSet.of(Type.IIDR)),
            Map.entry("engine", EnumSet.of(Type.DEBEZIUM)),
            Map.entry("without-schema", EnumSet.of(Type.DEBEZIUM)),
            Map.entry("registry", EnumSet.of(Type.PRECISELY_AVRO)));

    /** The formats that can be read. */
    public enum Type {
        PRECISELY_JSON,
        PRECISELY_AVRO,
        DMS,
        QLIK,
        DEBEZIUM,
        IIDR,
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

    /** What becomes of a table whose rows were removed all at once. */
    public enum OnTruncate {
        STOP,
        IGNORE
    }

    /** What the times that order changes are. */
    private enum Timestamps {
        UNDECLARED,
        UTC
    }

    /** How places in the source's log are written. */
    public enum StreamPosition {
        IGNORED,
        DECIMAL,
        HEXADECIMAL
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
                "`precisely-json`, `precisely-avro`, `dms`, `qlik`, `debezium` and `iidr`: see [formats.md](formats.md) for what to set at each source."
                        + " `raw`: the record is the row, as JSON or as EBCDIC, and the metadata are in headers, see"
                        + " [raw.md](raw.md); then no other key of this section may be given.");
        MEANT_FOR.stream()
                .filter(key -> !key.getValue().contains(type))
                .forEach(key -> reader.refuse(
                        "format." + key.getKey(),
                        "it means nothing with format.type: " + ConfigReader.written(type),
                        "remove it"));
        Tags tags = tags(reader);
        requireFullImages(reader);
        requireUtc(reader, type);
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
                        "Only with `precisely-json` and `precisely-avro`. What an insert without the tag `stck` is: `reject`, or `load` for a row of the"
                                + " initial load. Updates and deletes without it are always rejected, and so is a malformed value."),
                reader.choice(
                        "format.on-truncate",
                        OnTruncate.STOP,
                        "Only with `dms` and `debezium`. What becomes of a table that was truncated at the source: `stop` writes nothing more until"
                                + " somebody has decided, `ignore` leaves its rows in the target."),
                reader.textOr(
                        "format.before-image",
                        "before-image",
                        "Only with `dms`. The field with the row before an update: `FieldName` of the task's `BeforeImageSettings`."),
                reader.choice(
                        "format.stream-position",
                        StreamPosition.IGNORED,
                        "Only with `dms`. How the source's engine writes `stream-position`: `decimal` or `hexadecimal` orders commits"
                                + " of one time by it; with `ignored` Kafka's offset does."),
                reader.textOr(
                        "format.before-prefix",
                        "B_",
                        "Only with `iidr`. What the names of the columns of the row before begin with."),
                LogSourceConfig.read(reader),
                RegistryConfig.read(reader, type));
    }

    /** Whether the records say in which order changes of one token are; else Kafka's offsets stand in. */
    public boolean hasOrdinals() {
        return switch (type) {
            case PRECISELY_JSON, PRECISELY_AVRO -> tags.ordinal().isPresent();
            case DMS -> streamPosition != StreamPosition.IGNORED;
            case QLIK, DEBEZIUM, RAW -> true;
            case IIDR -> false;
        };
    }

    /** The key that lets the records say in which order changes of one token are, where there is one. */
    public Optional<String> ordinalSetting() {
        return switch (type) {
            case PRECISELY_JSON, PRECISELY_AVRO -> Optional.of("format.tags.ordinal");
            case DMS -> Optional.of("format.stream-position");
            case QLIK, DEBEZIUM, IIDR, RAW -> Optional.empty();
        };
    }

    /** Whether the records say which table they are of; else each table has a topic of its own. */
    public boolean namesTables() {
        return !NAMELESS.contains(type);
    }

    private static Tags tags(ConfigReader reader) {
        return new Tags(
                reader.textOr(
                        "format.tags.object-name",
                        "object_name",
                        "Only with `precisely-json` and `precisely-avro`, as all tags. Tag with the name of the table."),
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

    /** An hour that comes twice a year would put its changes in a wrong order. */
    private static void requireUtc(ConfigReader reader, Type type) {
        Timestamps timestamps = reader.choice(
                "format.timestamps",
                Timestamps.UNDECLARED,
                "Only with `iidr`, and needed there: `utc` declares that the times that order its changes are UTC.");
        if (type == Type.IIDR && timestamps == Timestamps.UNDECLARED) {
            reader.problem(
                    ProblemCode.CONFIG_VALUE_MISSING,
                    "format.timestamps",
                    "A_TIMSTAMP orders the changes, and nothing says that it is UTC: a local time comes twice when summer time ends",
                    "have the source write A_TIMSTAMP in UTC, then write timestamps: utc");
        }
    }

    private static List<String> loadOperations(ConfigReader reader) {
        List<String> codes = reader.list(
                "format.load-operations",
                "[R]",
                "Only with `precisely-json` and `precisely-avro`. Codes of the operation tag that mark rows of the initial load.");
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
