package dev.millrace.core.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One entry of {@code tables}.
 *
 * @param path of the entry, for messages about it
 * @param source the table's name in the records
 * @param target the table's name in the target
 * @param key names of the key's columns in the target, in the key's order
 * @param columns definitions such as {@code balance numeric(12,2)}, in order; empty where the target's own are to be used
 * @param epoch 0 to 65,535; raised when the source's order restarts
 * @param revision 0 to 65,535; of the mapping that makes the records
 * @param clockOffset what the source's clock is ahead of UTC
 */
public record TableConfig(
        String path,
        String source,
        String target,
        List<String> key,
        List<String> columns,
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
        return new TableConfig(
                path,
                reader.text(
                        path + ".source", "BANK.ACCOUNT", "The name that the records carry in the tag `object-name`."),
                reader.text(
                        path + ".target",
                        "public.account",
                        "As the catalog writes it, upper and lower case included. A part in double quotes may contain dots."),
                reader.requiredList(
                        path + ".key",
                        "[account_id]",
                        "Columns of the target that identify a row. A unique index on exactly these must exist."),
                reader.list(
                        path + ".columns",
                        "[account_id bigint, \"balance numeric(12,2)\"]",
                        "The columns that take the source's columns, each with its type; without it those of the table. A column of the source fits by its name, or by its name in lower case with `_` for `-`."),
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
                        "How far the clock of the source is ahead of UTC (behind: as in `PT-5H`). Used for latency and for `max-ahead`, never for order."));
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
