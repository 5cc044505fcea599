package dev.millrace.bench.store;

import dev.millrace.bench.run.BenchFailure;
import dev.millrace.bench.run.RunningConnector;
import dev.millrace.postgres.PostgresConfig;
import dev.millrace.postgres.PostgresSettings;
import dev.millrace.postgres.PostgresTarget;
import dev.millrace.stack.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** PostgreSQL, with fsync and synchronous commits. */
final class PostgresStore implements Store {
    private static final String TABLE = "public.account";

    /** As many as the engine hands over at most: its `batch-records`. */
    private static final int BATCH = 2_000;

    private final PostgresServer server;
    private final PostgresSettings.Layout layout;
    private final int connections;

    /** @param connections of the bare loop: as many as the connector has lanes */
    PostgresStore(Path directory, PostgresSettings.Layout layout, int connections) {
        this.server = PostgresServer.start(directory);
        this.layout = layout;
        this.connections = connections;
    }

    @Override
    public String name() {
        return "PostgreSQL, versions " + layoutKey();
    }

    private String layoutKey() {
        return layout.name().toLowerCase(Locale.ROOT);
    }

    /** Its calls are those of its lanes. */
    @Override
    public String target(int inFlight) {
        return String.join(
                "\n",
                "url: " + server.jdbcUrl(),
                "user: " + server.user(),
                "password: \"" + server.password() + "\"",
                "versions: " + layoutKey(),
                "auto-create: true",
                "");
    }

    @Override
    public String table() {
        return TABLE;
    }

    @Override
    public RunningConnector.TargetReader targetReader() {
        return (reader, connector) -> {
            PostgresSettings settings = PostgresConfig.read(reader, connector);
            return () -> PostgresTarget.open(settings);
        };
    }

    @Override
    public Bare bare(int inFlight) {
        List<Connection> opened = new ArrayList<>();
        try {
            for (int i = 0; i < connections; i++) {
                Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                opened.add(connection);
                connection.setAutoCommit(false);
            }
        } catch (SQLException failure) {
            throw new BenchFailure("the bare client cannot connect", failure);
        }
        return new BareConnections<>(opened, new BarePostgres(layout), BATCH);
    }

    @Override
    public String atOnce(int inFlight) {
        return connections + " connections, up to " + BATCH + " rows a statement";
    }

    /** Its rows are decoded already, and it never asks which of them were stale. */
    @Override
    public OptionalDouble goal() {
        return OptionalDouble.empty();
    }

    @Override
    public void close() {
        server.close();
    }
}
