package dev.millrace.cli.verify;

import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How the demo keys a table in DynamoDB. Up to two key columns are the partition key and the sort key themselves; of more, two texts are
 * made: {@code ACCOUNT_ID#00000000011} and {@code TYPE_CODE#01#CATEGORY_CODE#0001}.
 */
public final class DynamoDbKeys {
    /** The attribute with the text of the first key column. */
    public static final String PARTITION = "pk";
    /** The attribute with the text of the others. */
    public static final String SORT = "sk";

    private DynamoDbKeys() {}

    /** Whether the table has more key columns than a DynamoDB table. */
    public static boolean isComposed(SourceTable table) {
        return table.key().size() > 2;
    }

    /** The template of the partition key of such a table, for the connector's configuration. */
    public static String partitionTemplate(SourceTable table) {
        return text(table, first(table), column -> "{" + column + "}");
    }

    /** The template of its sort key. */
    public static String sortTemplate(SourceTable table) {
        return text(table, others(table), column -> "{" + column + "}");
    }

    static String partition(SourceRow row) {
        return text(row.table(), first(row.table()), column -> escaped(row, column, false));
    }

    static String sort(SourceRow row) {
        List<String> columns = others(row.table());
        String last = columns.get(columns.size() - 1);
        return text(row.table(), columns, column -> escaped(row, column, !column.equals(target(row.table(), last))));
    }

    private static List<String> first(SourceTable table) {
        return table.key().subList(0, 1);
    }

    private static List<String> others(SourceTable table) {
        return table.key().subList(1, table.key().size());
    }

    private static String text(SourceTable table, List<String> columns, Function<String, String> value) {
        return columns.stream()
                .map(column -> target(table, column))
                .map(column -> column.toUpperCase(Locale.ROOT) + "#" + value.apply(column))
                .collect(Collectors.joining("#"));
    }

    private static String target(SourceTable table, String column) {
        return table.column(column).targetName();
    }

    /** A value whose end cannot be taken for something else. */
    private static String escaped(SourceRow row, String column, boolean followed) {
        Optional<String> value = Optional.empty();
        for (int i = 0; i < row.table().columns().size(); i++) {
            if (row.table().columns().get(i).targetName().equals(column)) {
                value = Optional.of(row.plain(i));
            }
        }
        String text = value.orElseThrow().replace("%", "%0025");
        return followed ? text.replace("#", "%0023") : text;
    }
}
