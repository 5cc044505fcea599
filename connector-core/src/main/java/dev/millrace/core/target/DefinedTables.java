package dev.millrace.core.target;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.config.ColumnDefinition;
import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.config.TableConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the tables of a target without types of its own: the configuration has to define every column. */
public final class DefinedTables {
    private final ConfigReader reader;
    private final int versionBytes;

    private DefinedTables(ConfigReader reader, int versionBytes) {
        this.reader = reader;
        this.versionBytes = versionBytes;
    }

    /**
     * The tables that are sound; what is wrong with the others is told by the reader's {@code finish()}.
     *
     * @param tokenBytes the width of the tokens of these tables
     */
    public static List<DefinedTable> read(ConfigReader reader, ConnectorConfig connector, int tokenBytes) {
        DefinedTables tables = new DefinedTables(reader, ChangeVersion.bytesWith(tokenBytes));
        return connector.tables().stream()
                .map(tables::table)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<DefinedTable> table(TableConfig config) {
        if (config.columns().isEmpty()) {
            if (reader.isSound(config.path() + ".columns")) {
                reader.problem(
                        ProblemCode.CONFIG_VALUE_MISSING,
                        config.path() + ".columns",
                        "the target does not know the columns' types",
                        "list each column with its type, as in \"balance numeric(12,2)\"");
            }
            return Optional.empty();
        }
        List<Column> columns = columns(config);
        List<Integer> key = key(config, columns);
        if (columns.size() < config.columns().size()
                || key.size() < config.key().size()
                || key.isEmpty()) {
            return Optional.empty();
        }
        TargetTable table = new TargetTable(config.target(), columns, key, Set.copyOf(config.ignoredColumns()));
        return Optional.of(new DefinedTable(config.path(), config.source(), config.key(), table, versionBytes));
    }

    private List<Column> columns(TableConfig config) {
        List<Column> columns = new ArrayList<>();
        for (ColumnDefinition definition : config.columns()) {
            Optional<ColumnType> type = ColumnTypes.parse(definition.type());
            if (type.isEmpty()) {
                invalid(
                        config.path() + ".columns",
                        "\"" + definition.type() + "\" of " + definition.name() + " is no type",
                        "write smallint, integer, bigint, numeric(p,s) with up to " + ColumnTypes.MAX_PRECISION
                                + " digits, char(n), varchar(n), text, boolean, date, time(0..9), timestamp(0..12),"
                                + " binary(n), array<TYPE> or struct<name TYPE, ...>");
            } else if (columns.stream().anyMatch(column -> column.name().equals(definition.name()))) {
                invalid(config.path() + ".columns", definition.name() + " stands there twice", "remove one of them");
            } else {
                boolean nullable = !config.key().contains(definition.name());
                columns.add(new Column(definition.name(), type.get(), nullable));
            }
        }
        return columns;
    }

    private List<Integer> key(TableConfig config, List<Column> columns) {
        List<Integer> indexes = new ArrayList<>();
        for (String name : config.key()) {
            Optional<Column> column =
                    columns.stream().filter(each -> each.name().equals(name)).findFirst();
            boolean defined =
                    config.columns().stream().anyMatch(each -> each.name().equals(name));
            if (!defined) {
                invalid(
                        config.path() + ".key",
                        "\"" + name + "\" is none of the columns",
                        "define it in columns, or mend the name");
            } else if (column.isPresent() && !isKeyType(column.get().type())) {
                invalid(
                        config.path() + ".key",
                        "\"" + name + "\" is an array or a group, which identifies no row",
                        "name columns with plain values");
            } else if (column.isPresent() && indexes.contains(columns.indexOf(column.get()))) {
                invalid(config.path() + ".key", "\"" + name + "\" stands there twice", "remove one of them");
            } else {
                column.map(columns::indexOf).ifPresent(indexes::add);
            }
        }
        return indexes;
    }

    private static boolean isKeyType(ColumnType type) {
        return !(type instanceof ArrayType) && !(type instanceof StructType);
    }

    private void invalid(String path, String what, String fix) {
        reader.problem(ProblemCode.CONFIG_VALUE_INVALID, path, what, fix);
    }
}
