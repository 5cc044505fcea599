package dev.millrace.core.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One entry of {@code tables}.
 *
 * @param path of the entry, for messages about it
 * @param source the table's name in the records
 * @param target the table's name in the target
 * @param key names of the key's columns in the target, in the key's order
 * @param topic the only one with the table's changes, where it is given
 * @param ignoredColumns names of the source's columns that are not replicated
 * @param columns in order; empty where the target's own are to be used, or where one is malformed, which was told
 * @param epoch 0 to 65,535; raised when the source's order restarts
 * @param revision 0 to 65,535; of the mapping that makes the records
 * @param clockOffset what the source's clock is ahead of UTC
 * @param layout of the table's records, where a copybook says it
 */
public record TableConfig(
        String path,
        String source,
        String target,
        Optional<String> topic,
        List<String> key,
        List<ColumnDefinition> columns,
        List<String> ignoredColumns,
        int epoch,
        int revision,
        Duration clockOffset,
        Optional<LayoutConfig> layout) {
    private static final Duration ONE_DAY = Duration.ofDays(1);
    private static final int UNSIGNED_SHORT_MAX = 0xFFFF;

    static List<TableConfig> readAll(ConfigReader reader, FormatConfig format) {
        List<TableConfig> tables = new ArrayList<>();
        Set<String> sources = new HashSet<>();
        Set<String> targets = new HashSet<>();
        for (String path : reader.items("tables")) {
            TableConfig table = read(reader, path);
            LayoutConfig.checkFormat(reader, path, format);
            tables.add(table);
            requireUnique(reader, sources, table.source, path + ".source");
            requireUnique(reader, targets, table.target, path + ".target");
        }
        if (tables.isEmpty()) {
            reader.problem(
                    ProblemCode.CONFIG_VALUE_MISSING,
                    "tables",
                    "no table is configured",
                    "list at least one with source, target and key");
        }
        return tables;
    }

    private static TableConfig read(ConfigReader reader, String path) {
        return new TableConfig(
                path,
                reader.text(
                        path + ".source",
                        "BANK.ACCOUNT",
                        "The name that the records carry: in the tag `object-name`, raw ones in the header `cdc-object`; of other formats"
                                + " see [formats.md](formats.md)."),
                reader.text(
                        path + ".target",
                        "public.account",
                        "As the catalog writes it, upper and lower case included. PostgreSQL only: before a dot its schema; a part in double quotes may contain dots."),
                reader.optional(
                        path + ".topic",
                        "bank.account",
                        "The only topic with this table's changes; one from another topic is rejected. Required where there are"
                                + " several topics and Kafka's offsets stand in for ordinals, and where records do not name their table (`qlik`,"
                                + " `iidr`)."),
                reader.requiredList(
                        path + ".key",
                        "[account_id]",
                        "Columns of the target that identify a row. PostgreSQL only: a unique index on exactly these must exist."),
                ColumnDefinition.readAll(
                        reader,
                        path + ".columns",
                        "[account_id bigint, \"balance numeric(12,2)\"]",
                        "The columns that take the source's columns, each with its type. PostgreSQL only: may be left out, and then they are those of the table. A column of the source fits by its name, or by its name in lower case with `_` for `-`."),
                reader.list(
                        path + ".ignored-columns",
                        "[FILLER-1]",
                        "Columns of the source that are not replicated. Every other column that the table does not have is"
                                + " rejected, so that a column added at the source is noticed."),
                reader.whole(
                        path + ".epoch",
                        0,
                        0,
                        UNSIGNED_SHORT_MAX,
                        "Raise it when the order of the source starts anew, as after a restore to another system. Higher epochs win over all versions of lower ones."),
                reader.whole(
                        path + ".revision",
                        0,
                        0,
                        UNSIGNED_SHORT_MAX,
                        "Raise it when the mapping that makes the records was corrected and the records are made again: at the same place in the source's order the higher revision wins."),
                reader.duration(
                        path + ".clock-offset",
                        Duration.ZERO,
                        ONE_DAY.negated(),
                        ONE_DAY,
                        "How far the clock of the source is ahead of UTC (behind: as in `PT-5H`). Used for latency and for `max-ahead`, never for order."),
                LayoutConfig.read(reader, path));
    }

    /** Kafka offsets stand in for ordinals only where a table has one topic: those of two have no common order. */
    static void checkTopics(ConfigReader reader, List<TableConfig> tables, List<String> topics, FormatConfig format) {
        boolean offsetsAreMixed =
                !format.hasOrdinals() && topics.stream().distinct().count() > 1;
        Set<String> seen = new HashSet<>();
        for (TableConfig table : tables) {
            if (table.topic.isPresent() && !topics.contains(table.topic.get())) {
                reader.problem(
                        ProblemCode.CONFIG_VALUE_INVALID,
                        table.path + ".topic",
                        "\"" + table.topic.get() + "\" is none of the topics",
                        "add it to topics, or mend the name");
            } else if (table.topic.isEmpty() && !format.namesTables() && tables.size() > 1) {
                reader.problem(
                        ProblemCode.CONFIG_VALUE_MISSING,
                        table.path + ".topic",
                        "records of this format do not say which table they are of",
                        "have the source write each table to a topic of its own, and name that of this table, as in \""
                                + topics.get(0) + "\"");
            } else if (table.topic.isPresent() && !format.namesTables() && !seen.add(table.topic.get())) {
                reader.problem(
                        ProblemCode.CONFIG_VALUE_INVALID,
                        table.path + ".topic",
                        "records of this format do not say which table they are of, and \"" + table.topic.get()
                                + "\" is another table's topic",
                        "have the source write each table to a topic of its own");
            } else if (table.topic.isEmpty() && offsetsAreMixed) {
                reader.problem(
                        ProblemCode.CONFIG_VALUE_MISSING,
                        table.path + ".topic",
                        "Kafka offsets order changes with equal tokens, and offsets of several topics have no common order",
                        "name the one topic of this table, as in \"" + topics.get(0) + "\""
                                + format.ordinalSetting()
                                        .map(setting -> ", or set " + setting)
                                        .orElse(""));
            }
        }
    }

    private static void requireUnique(ConfigReader reader, Set<String> seen, String name, String path) {
        if (!seen.add(name)) {
            reader.problem(
                    ProblemCode.CONFIG_VALUE_INVALID,
                    path,
                    "\"" + name + "\" stands in another table too",
                    "give each source table and each target table once");
        }
    }
}
