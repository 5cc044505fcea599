package dev.millrace.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** The connections of all lanes, kept open and kept warm. Safe for all threads. */
final class ConnectionPool implements BatchWriter.Connections, AutoCloseable {
    /** Below the idle timeouts of load balancers and proxies. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);
    /** The pool starts even where the server has just gone: the first batch will say so. */
    private static final int START_WITHOUT_CONNECTION = -1;

    private final HikariDataSource pool;

    ConnectionPool(PostgresSettings settings, Access access) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(settings.applicationName());
        config.setJdbcUrl(settings.url());
        config.setDataSourceProperties(Session.driverProperties(settings));
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.connections());
        config.setMinimumIdle(settings.connections());
        config.setConnectionTimeout(settings.connectTimeout().toMillis());
        config.setKeepaliveTime(KEEP_ALIVE.toMillis());
        config.setInitializationFailTimeout(START_WITHOUT_CONNECTION);
        config.setAutoCommit(false);
        config.setReadOnly(access == Access.READ);
        // A role or a database may default to another level, in which a snapshot outlives the wait for a lock.
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setConnectionInitSql(Session.initSql(settings));
        // Without it, the first rollback would undo what the statement above has set.
        config.setIsolateInternalQueries(true);
        this.pool = new HikariDataSource(config);
    }

    @Override
    public Connection borrow() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void evict(Connection connection) {
        pool.evictConnection(connection);
    }

    @Override
    public void close() {
        pool.close();
    }
}
