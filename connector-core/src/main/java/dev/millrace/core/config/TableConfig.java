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
 * @param columns definitions such as {@code balance numeric(12,2)}, in order; empty where the target's own are to be used
 * @param epoch 0 to 65,535; raised when the source's order restarts
 * @param revision 0 to 65,535; of the mapping that makes the records
 * @param clockOffset what the source's clock is ahead of UTC
 */
public record TableConfig(
        String path,
        String source,
        String target,
        Optional<String> topic,
        List<String> key,
        List<String> columns,
        List<String> ignoredColumns,
        int epoch,
        int revision,
        Duration clockOffset) {
    private static final Duration ONE_DAY = Duration.ofDays(1);
    private static final int UNSIGNED_SHORT_MAX = 0xFFFF;

    static List<TableConfig> readAll(ConfigReader reader) {
        List<TableConfig> tables = new ArrayList<>();
        Set<String> sources = new HashSet<>();
        Set<String> targets = new HashSet<>();
        for (String path : reader.items("tables")) {
            TableConfig table = read(reader, path);
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
        List<String> key = reader.list(path + ".key");
        if (key.isEmpty()) {
            reader.problem(
                    ProblemCode.CONFIG_VALUE_MISSING,
                    path + ".key",
                    "the table has no key",
                    "list the columns that identify a row, as in [account_id]");
        }
        return new TableConfig(
                path,
                reader.text(path + ".source", "BANK.ACCOUNT"),
                reader.text(path + ".target", "public.account"),
                reader.optional(path + ".topic"),
                key,
                reader.list(path + ".columns"),
                reader.list(path + ".ignored-columns"),
                reader.whole(path + ".epoch", 0, 0, UNSIGNED_SHORT_MAX),
                reader.whole(path + ".revision", 0, 0, UNSIGNED_SHORT_MAX),
                reader.duration(path + ".clock-offset", Duration.ZERO, ONE_DAY.negated(), ONE_DAY));
    }

    /** Kafka offsets stand in for ordinals only where a table has one topic: those of two have no common order. */
    static void checkTopics(ConfigReader reader, List<TableConfig> tables, List<String> topics, FormatConfig format) {
        boolean offsetsAreMixed =
                format.tags().ordinal().isEmpty() && topics.stream().distinct().count() > 1;
        for (TableConfig table : tables) {
            if (table.topic.isPresent() && !topics.contains(table.topic.get())) {
                reader.problem(
                        ProblemCode.CONFIG_VALUE_INVALID,
                        table.path + ".topic",
                        "\"" + table.topic.get() + "\" is none of the topics",
                        "add it to topics, or mend the name");
            } else if (table.topic.isEmpty() && offsetsAreMixed) {
                reader.problem(
                        ProblemCode.CONFIG_VALUE_MISSING,
                        table.path + ".topic",
                        "Kafka offsets order changes with equal tokens, and offsets of several topics have no common order",
                        "name the one topic of this table, as in \"" + topics.get(0)
                                + "\", or set format.tags.ordinal");
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
