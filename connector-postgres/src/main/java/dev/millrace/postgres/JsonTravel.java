package dev.millrace.postgres;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All columns in one text, an array of objects, for a server that takes no arrays from its client. Everything stands in it as it would
 * in an array: whole numbers as numbers, which jsonb keeps exactly, all others as texts.
 */
enum JsonTravel implements RowTravel {
    JSON;

    /** The service takes 4 MiB, with the statement and what signs it. */
    static final int MAX_BYTES = 7 << 19;
    /** The service answers with 1 MiB at most: of the widest answer, the progress of a partition, about a third. */
    static final int MAX_ROWS = 1_000;

    private static final String PLACE = "\"o\"";

    @Override
    public List<String> names(List<String> columns) {
        // Short ones: every row says them again.
        return IntStream.range(0, columns.size()).mapToObj(i -> "\"" + i + "\"").toList();
    }

    @Override
    public String from(List<String> names, List<Carrier> carriers) {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            columns.add(names.get(i) + " " + carriers.get(i).elementType());
        }
        return "(SELECT r.*, r." + PLACE + " AS " + RowSource.ORDINAL
                + " FROM jsonb_to_recordset(CAST(? AS jsonb)) AS r (" + String.join(", ", columns) + ", " + PLACE
                + " int8)) AS a";
    }

    @Override
    public <T> List<RowSource.Load<T>> loads(List<ArrayColumn<T>> columns, List<T> items) throws SQLException {
        List<@Nullable Object[]> values = columns.stream()
                .map(column -> SqlArrays.elements(column, items))
                .toList();
        List<RowSource.Load<T>> loads = new ArrayList<>();
        JsonRows rows = new JsonRows();
        int first = 0;
        for (int i = 0; i < items.size(); i++) {
            if (!rows.isEmpty() && i - first == MAX_ROWS) {
                loads.add(load(items, first, i, rows));
                rows = new JsonRows();
                first = i;
            }
            rows.add(values, i, i - first + 1);
            if (rows.requestBytes() > MAX_BYTES) {
                if (i == first) {
                    throw new SQLException("a row is too large for a request", SqlStateClassifier.REQUEST_TOO_LARGE);
                }
                rows.removeLast();
                loads.add(load(items, first, i, rows));
                rows = new JsonRows();
                first = i;
                i--;
            }
        }
        if (!rows.isEmpty()) {
            loads.add(load(items, first, items.size(), rows));
        }
        return loads;
    }

    private static <T> RowSource.Load<T> load(List<T> items, int first, int end, JsonRows rows) {
        return new RowSource.Load<>(first, items.subList(first, end), List.of(new Parameter.Text(rows.text())));
    }
}
