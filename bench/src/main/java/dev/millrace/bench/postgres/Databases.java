package dev.millrace.bench.postgres;

import dev.millrace.bench.postgres.Changes.Probe;
import dev.millrace.bench.run.BenchFailure;
import dev.millrace.stack.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The server's databases: a template for each scenario, and a copy of it for each pass, so that everybody begins with the same files. For
 * one thread.
 */
final class Databases {
    private static final String EXPECTED = "expected";
    private static final int LOADED_AT_ONCE = 5_000;

    private final Database server;
    private int copies;

    Databases(PostgresServer postgres) {
        this.server = new Database(postgres.jdbcUrl(), postgres.user(), postgres.password());
        // It would come to some passes and not to others.
        server.execute("ALTER SYSTEM SET autovacuum = off", "SELECT pg_reload_conf()");
    }

    private static String template(Scenario scenario) {
        return "template_" + scenario.source().name().toLowerCase(Locale.ROOT);
    }

    /** Makes the template, and says what its table has to hold after the changes. */
    TableState prepare(Scenario scenario, Changes changes, PostgresOptions options) {
        Shape shape = scenario.shape();
        String template = template(scenario);
        server.execute("CREATE DATABASE " + template);
        Database database = server.sibling(template);
        database.execute(create(shape));
        String primaryKey = primaryKey(shape);
        List<Probe> before = IntStream.range(0, scenario.rowsBefore(options))
                .mapToObj(row -> new Probe(row, 0))
                .toList();
        load(database, shape, Shape.TABLE, before);
        database.execute(
                "ALTER TABLE " + Shape.TABLE + primaryKey, "CREATE TABLE " + EXPECTED + " (LIKE " + Shape.TABLE + ")");
        load(database, shape, EXPECTED, changes.changedRows());
        database.execute("ALTER TABLE " + EXPECTED + primaryKey, "VACUUM ANALYZE");
        String joined = shape.key().stream()
                .map(column -> "held." + column.name() + " = " + EXPECTED + "." + column.name())
                .collect(Collectors.joining(" AND "));
        TableState expected = TableState.of(
                database,
                shape,
                "(TABLE " + EXPECTED + " UNION ALL SELECT * FROM " + Shape.TABLE
                        + " AS held WHERE NOT EXISTS (SELECT FROM " + EXPECTED + " WHERE " + joined + "))");
        if (expected.rows() != changes.rowsAfter()) {
            throw new BenchFailure("expected are " + changes.rowsAfter() + " rows, loaded were " + expected.rows());
        }
        database.execute("DROP TABLE " + EXPECTED);
        return expected;
    }

    private static String primaryKey(Shape shape) {
        return " ADD PRIMARY KEY (" + Shape.names(shape.key()) + ")";
    }

    private static String create(Shape shape) {
        return shape.columns().stream()
                .map(column -> column.name() + " " + column.type())
                .collect(Collectors.joining(", ", "CREATE TABLE " + Shape.TABLE + " (", ")"));
    }

    private static void load(Database database, Shape shape, String table, List<Probe> rows) {
        ColumnArrays<Probe> arrays = new ColumnArrays<>(
                shape.columns(),
                (probe, column) -> shape.columns().get(column).values().of(probe.row(), probe.change()));
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO " + table + " SELECT * FROM unnest(" + arrays.parameters() + ")")) {
            for (int from = 0; from < rows.size(); from += LOADED_AT_ONCE) {
                arrays.bind(insert, rows.subList(from, Math.min(from + LOADED_AT_ONCE, rows.size())));
                insert.executeUpdate();
            }
        } catch (SQLException failure) {
            throw new BenchFailure("the table " + table + " could not be filled", failure);
        }
    }

    /** A database of one's own, as the scenario begins, with nothing left for the server to write. */
    Database copyOf(Scenario scenario) {
        return made(" TEMPLATE " + template(scenario) + " STRATEGY file_copy");
    }

    /** A database of one's own with an empty table. */
    Database empty(Shape shape) {
        Database database = made("");
        database.execute(create(shape), "ALTER TABLE " + Shape.TABLE + primaryKey(shape));
        return database;
    }

    private Database made(String from) {
        copies++;
        String name = "copy_" + copies;
        server.execute("CREATE DATABASE " + name + from, "CHECKPOINT");
        return server.sibling(name);
    }

    /** Ends a copy, and who is still connected to it. */
    void drop(Database copy) {
        server.execute("DROP DATABASE " + copy.url().substring(copy.url().lastIndexOf('/') + 1) + " WITH (FORCE)");
    }
}
