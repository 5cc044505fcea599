package dev.millrace.redis;

import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.redis.RedisSettings.TableSettings;
import dev.millrace.redis.TableMapper.Prefix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All tables. Immutable.
 *
 * @param tables by their names at the source, in the order of the settings; those with problems are missing
 * @param problems of single tables, and of keys that would be those of two
 */
record Mapping(Map<String, MappedTable> tables, List<Problem> problems) {

    static Mapping of(RedisSettings settings) {
        Map<String, MappedTable> tables = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        List<Prefix> taken = new ArrayList<>();
        if (!settings.progressKey().isBlank()) {
            taken.add(new Prefix(settings.progressKey(), "the progress (target.progress-key)"));
        }
        for (TableSettings table : settings.tables()) {
            TableMapper mapper = new TableMapper(table, settings.tombstoneExpiry());
            mapper.map().ifPresent(mapped -> {
                tables.put(table.defined().source(), mapped.table());
                problems.addAll(collisions(table, mapped.prefixes(), taken));
                taken.addAll(mapped.prefixes());
            });
            problems.addAll(mapper.problems());
        }
        return new Mapping(Collections.unmodifiableMap(tables), List.copyOf(problems));
    }

    /** Where no beginning is the beginning of another, no two keys are one. */
    private static List<Problem> collisions(TableSettings table, List<Prefix> prefixes, List<Prefix> taken) {
        List<Prefix> others = new ArrayList<>(taken);
        for (Prefix prefix : prefixes) {
            for (Prefix other : others) {
                if (prefix.text().startsWith(other.text()) || other.text().startsWith(prefix.text())) {
                    return List.of(new Problem(
                            ProblemCode.CONFIG_VALUE_INVALID,
                            table.defined().path() + ".key-template",
                            "keys of " + prefix.what() + " begin with \"" + prefix.text() + "\", and those of "
                                    + other.what() + " with \"" + other.text() + "\": one could be the other",
                            "begin the template with a text that none of the others begins with"));
                }
            }
            others.add(prefix);
        }
        return List.of();
    }
}
