package dev.millrace.postgres;

import dev.millrace.core.testkit.SharedServer;
import dev.millrace.postgres.PostgresSettings.AutoCreate;
import dev.millrace.postgres.PostgresSettings.Layout;
import dev.millrace.postgres.PostgresSettings.TableSettings;
import dev.millrace.stack.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A database of its own on a server that all tests share. */
final class TestDatabase {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final PostgresServer server;
    private final String name = "test_" + NUMBER.incrementAndGet();

    private TestDatabase(PostgresServer server) {
        this.server = server;
    }

    static TestDatabase create() {
        return create(Shared.SERVER);
    }

    static TestDatabase create(PostgresServer server) {
        TestDatabase database = new TestDatabase(server);
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database.name);
        } catch (SQLException error) {
            throw new IllegalStateException(error);
        }
        return database;
    }

    String url() {
        return "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + name;
    }

    String name() {
        return name;
    }

    PostgresServer server() {
        return server;
    }

    PostgresSettings settings(Layout layout, AutoCreate autoCreate, TableSettings... tables) {
        return new PostgresSettings(
                url(),
                new Login.Password(server.user(), server.password()),
                layout,
                autoCreate,
                5,
                List.of(tables),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                "millrace-test");
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), server.user(), server.password());
    }

    void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException error) {
            throw new IllegalStateException(error);
        }
    }

    /** The rows, each as its values' text with bars between them. */
    List<String> query(String sql) {
        List<String> found = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    values.add(String.valueOf(rows.getString(i)));
                }
                found.add(String.join("|", values));
            }
        } catch (SQLException error) {
            throw new IllegalStateException(error);
        }
        return found;
    }

    /** Started with the first test, stopped with the last. */
    private static final class Shared {
        private static final PostgresServer SERVER = SharedServer.start(PostgresServer::start);
    }
}
