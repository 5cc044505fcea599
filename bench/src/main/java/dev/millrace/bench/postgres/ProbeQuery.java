package dev.millrace.bench.postgres;

import dev.millrace.bench.postgres.Changes.Probe;
import dev.millrace.bench.run.BenchFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Looks at single rows, as a reader of the table would. For one thread. */
final class ProbeQuery implements AutoCloseable {
    private final ColumnArrays<Probe> arrays;
    private final Connection connection;
    private final PreparedStatement statement;

    ProbeQuery(Database database, Shape shape) {
        this.connection = database.connect();
        List<ShapeColumn> looked = columns(shape);
        this.arrays = new ColumnArrays<>(
                looked, (probe, column) -> looked.get(column).values().of(probe.row(), probe.change()));
        String keys = shape.key().stream()
                .map(column -> "held." + column.name() + " = probe." + column.name())
                .collect(Collectors.joining(" AND "));
        try (Statement session = connection.createStatement()) {
            // Nobody has analyzed the table, and it may be empty now: rows are to be found by their key.
            session.execute("SET enable_seqscan = off");
            this.statement = connection.prepareStatement("SELECT probe.place FROM unnest(" + arrays.parameters()
                    + ") WITH ORDINALITY AS probe (" + Shape.names(looked) + ", place) WHERE (SELECT held."
                    + Shape.MARK + " FROM " + Shape.TABLE + " AS held WHERE " + keys + ") >= probe." + Shape.MARK);
        } catch (SQLException failure) {
            throw new BenchFailure("the table cannot be looked at", failure);
        }
    }

    private static List<ShapeColumn> columns(Shape shape) {
        List<ShapeColumn> columns = new ArrayList<>(shape.key());
        shape.columns().stream()
                .filter(column -> column.name().equals(Shape.MARK))
                .forEach(columns::add);
        return columns;
    }

    /** Which of the changes, or a later one of the same row, can be seen: their places in the list. */
    List<Integer> visible(List<Probe> probes) {
        try {
            arrays.bind(statement, probes);
            List<Integer> places = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    places.add(rows.getInt(1) - 1);
                }
            }
            return places;
        } catch (SQLException failure) {
            throw new BenchFailure("the table cannot be looked at", failure);
        }
    }

    boolean sees(List<Probe> probes) {
        return visible(probes).size() == probes.size();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException alreadyGone) {
            throw new BenchFailure("the connection could not be closed", alreadyGone);
        }
    }
}
