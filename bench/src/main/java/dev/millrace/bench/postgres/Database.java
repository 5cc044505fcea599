package dev.millrace.bench.postgres;

import dev.millrace.bench.run.BenchFailure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A database of the server, and who logs in there.
 *
 * @param url for JDBC
 */
record Database(String url, String user, String password) {

    /** With auto-commit. */
    Connection connect() {
        try {
            return DriverManager.getConnection(url, user, password);
        } catch (SQLException refused) {
            throw new BenchFailure("the database cannot be reached", refused);
        }
    }

    /** Another one of the same server. */
    Database sibling(String name) {
        return new Database(url.substring(0, url.lastIndexOf('/') + 1) + name, user, password);
    }

    /** Statements that cannot be in a transaction, one after the other. */
    void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failure) {
            throw new BenchFailure("the database refused a statement of the benchmark", failure);
        }
    }
}
