package dev.millrace.postgres;

import com.zaxxer.hikari.HikariConfig;
import dev.millrace.core.target.Access;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Opens connections with the credentials as they count then. Safe for all threads. */
final class Sessions implements AutoCloseable {
    private final PostgresSettings settings;
    private final Credentials credentials;

    Sessions(PostgresSettings settings) {
        this(settings, Credentials.of(settings));
    }

    /** @param credentials closed with this */
    Sessions(PostgresSettings settings, Credentials credentials) {
        this.settings = settings;
        this.credentials = credentials;
    }

    /** A connection that is set up, in a transaction. Credentials that are refused and have changed meanwhile are shown anew. */
    Connection open(Access access) throws SQLException {
        Connection connection = connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute(Session.initSql(settings));
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setReadOnly(access == Access.READ);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException error) {
            connection.close();
            throw error;
        }
    }

    private Connection connect() throws SQLException {
        Credentials.Shown shown = credentials.current();
        try {
            return connect(shown);
        } catch (SQLException error) {
            boolean login = SqlStateClassifier.code(error).startsWith(REFUSED);
            if (login && credentials.refused(shown)) {
                return connect(credentials.current());
            }
            throw error;
        }
    }

    private static final String REFUSED = "28";

    private Connection connect(Credentials.Shown shown) throws SQLException {
        Properties properties = Session.driverProperties(settings);
        properties.setProperty("user", shown.user());
        properties.setProperty("password", shown.password());
        return DriverManager.getConnection(settings.url(), properties);
    }

    /** Lets a pool show the same. */
    void showTo(HikariConfig pool) {
        pool.setCredentialsProvider(() -> {
            try {
                Credentials.Shown shown = credentials.current();
                return new com.zaxxer.hikari.util.Credentials(shown.user(), shown.password());
            } catch (SQLException nothing) {
                throw new IllegalStateException(nothing);
            }
        });
    }

    @Override
    public void close() {
        credentials.close();
    }
}
