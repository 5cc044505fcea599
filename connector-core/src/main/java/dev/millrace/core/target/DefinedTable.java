package dev.millrace.core.target;

import java.util.List;

/**
 * A table of a target without types of its own, as the configuration defines it. Key columns refuse NULL, all others take it.
 *
 * @param path of the table's entry in the configuration, for messages about it
 * @param source the table's name in the records
 * @param key names of the key's columns, in the key's order
 * @param versionBytes of each version that will be written: held ones of another width do not compare with them
 */
public record DefinedTable(String path, String source, List<String> key, TargetTable table, int versionBytes) {
    public DefinedTable {
        key = List.copyOf(key);
    }
}
