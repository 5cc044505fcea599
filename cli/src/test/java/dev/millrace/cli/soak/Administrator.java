package dev.millrace.cli.soak;

import static org.awaitility.Awaitility.await;

import dev.millrace.stack.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A superuser of the server, who may also keep a transaction open, and who reads its log. For one thread at a time. */
final class Administrator {
    private static final Duration LONGEST_REFUSAL = Duration.ofSeconds(60);

    private final PostgresServer server;
    private final Path log;

    /** @param directory of the server */
    Administrator(PostgresServer server, Path directory) {
        this.server = server;
        this.log = directory.resolve("postgres.log");
    }

    /** What is done in a transaction that stays open until its end. */
    final class Transaction implements AutoCloseable {
        private final Connection connection;

        private Transaction() throws SQLException {
            connection = connect();
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            // Of two that wait for each other the connector is the one to give way.
            run(connection, "SET deadlock_timeout = '5min'");
            connection.commit();
        }

        void execute(String sql) {
            try {
                run(connection, sql);
            } catch (SQLException failure) {
                throw refused(sql, failure);
            }
        }

        void commit() {
            try {
                connection.commit();
            } catch (SQLException failure) {
                throw refused("COMMIT", failure);
            }
        }

        /** Rolls back what is not committed. */
        @Override
        public void close() {
            try {
                connection.close();
            } catch (SQLException failure) {
                throw refused("closing", failure);
            }
        }
    }

    Transaction begin() {
        try {
            return new Transaction();
        } catch (SQLException failure) {
            throw refused("BEGIN", failure);
        }
    }

    void execute(String sql) {
        try (Connection connection = connect()) {
            run(connection, sql);
        } catch (SQLException failure) {
            throw refused(sql, failure);
        }
    }

    /** The first column of each row. */
    List<String> query(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (found.next()) {
                values.add(found.getString(1));
            }
            return values;
        } catch (SQLException failure) {
            throw refused(sql, failure);
        }
    }

    /** Runs it, then waits until the server has refused somebody in these words. */
    void runUntilRefused(String words, Runnable trouble) {
        int before = log().length();
        trouble.run();
        await("refused: " + words)
                .atMost(LONGEST_REFUSAL)
                .until(() -> log().substring(before).contains(words));
    }

    private String log() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static IllegalStateException refused(String sql, SQLException failure) {
        return new IllegalStateException(sql + ": " + failure.getMessage(), failure);
    }
}
