package dev.millrace.keyspaces;

import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.target.ArrayType;
import dev.millrace.core.target.Column;
import dev.millrace.core.target.ColumnType;
import dev.millrace.core.target.DefinedTable;
import dev.millrace.core.target.StructType;
import dev.millrace.keyspaces.KeyspacesSettings.Service;
import dev.millrace.keyspaces.KeyspacesSettings.TableSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What can be seen to be wrong without a server. */
final class SettingsChecks {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,48}");

    private final KeyspacesSettings settings;
    private final List<Problem> problems = new ArrayList<>();

    private SettingsChecks(KeyspacesSettings settings) {
        this.settings = settings;
    }

    static List<Problem> check(KeyspacesSettings settings) {
        SettingsChecks checks = new SettingsChecks(settings);
        checks.connection();
        checks.name("target.keyspace", settings.keyspace());
        checks.name("target.progress-table", settings.progressTable());
        settings.tables().forEach(checks::table);
        return checks.problems;
    }

    private void connection() {
        if (settings.service() == Service.KEYSPACES && settings.tls().isEmpty()) {
            invalid("target.tls", "Amazon Keyspaces takes encrypted connections only", "write tls: true");
        }
        settings.tls()
                .flatMap(KeyspacesSettings.Tls::caFile)
                .filter(file -> !Files.isReadable(Path.of(file)))
                .ifPresent(file -> invalid(
                        "target.tls-ca-file",
                        "the file " + file + " cannot be read",
                        "mount the certificates there, or name their path"));
    }

    private void name(String path, String name) {
        if (!NAME.matcher(name).matches()) {
            invalid(
                    path,
                    "\"" + name + "\" is no name of a keyspace or table",
                    "write at most 48 letters, digits and underscores");
        }
    }

    private void table(TableSettings table) {
        DefinedTable defined = table.defined();
        name(defined.path() + ".target", defined.table().name());
        if (defined.table().name().equals(settings.progressTable())) {
            invalid(
                    defined.path() + ".target",
                    "the connector's progress is kept in a table of this name",
                    "choose another name, or another target.progress-table");
        }
        columns(defined);
        partitionKey(table);
    }

    private void columns(DefinedTable defined) {
        String path = defined.path() + ".columns";
        List<Column> columns = defined.table().columns();
        int written = columns.size() - defined.key().size() + 2;
        if (written > RowLimits.MOST_COLUMNS) {
            invalid(
                    path,
                    "a statement writes at most " + RowLimits.MOST_COLUMNS
                            + " columns outside the key, the version's two" + " included; this table has " + written,
                    "put columns that belong together into a struct, or leave some out with ignored-columns");
        }
        for (Column column : columns) {
            if (VersionColumns.contains(column.name())) {
                invalid(path, column.name() + " is the connector's own column", "give the column another name");
            }
            if (depth(column.type()) > RowLimits.DEEPEST) {
                invalid(
                        path,
                        column.name() + " has more than " + RowLimits.DEEPEST + " arrays and groups within each other",
                        "flatten it at the source, or leave it out with ignored-columns");
            }
        }
    }

    private static int depth(ColumnType type) {
        if (type instanceof ArrayType array) {
            return 1 + depth(array.element());
        }
        if (type instanceof StructType struct) {
            return 1
                    + struct.fields().stream()
                            .mapToInt(field -> depth(field.type()))
                            .max()
                            .orElse(0);
        }
        return 0;
    }

    private void partitionKey(TableSettings table) {
        String path = table.defined().path() + ".partition-key";
        Set<String> seen = new HashSet<>();
        for (String column : table.partitionKey()) {
            if (!table.defined().key().contains(column)) {
                invalid(path, "\"" + column + "\" is no column of the key", "name columns of the key only");
            } else if (!seen.add(column)) {
                invalid(path, "\"" + column + "\" stands there twice", "remove one of them");
            }
        }
    }

    private void invalid(String path, String what, String fix) {
        problems.add(new Problem(ProblemCode.CONFIG_VALUE_INVALID, path, what, fix));
    }
}
