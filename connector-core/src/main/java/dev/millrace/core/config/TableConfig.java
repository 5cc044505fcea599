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
                key,
                reader.list(path + ".columns"),
                reader.whole(path + ".epoch", 0, 0, UNSIGNED_SHORT_MAX),
                reader.whole(path + ".revision", 0, 0, UNSIGNED_SHORT_MAX),
                reader.duration(path + ".clock-offset", Duration.ZERO, ONE_DAY.negated(), ONE_DAY));
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
