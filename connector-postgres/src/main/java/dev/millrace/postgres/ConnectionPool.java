package dev.millrace.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.core.target.Access;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The connections of all lanes, kept open and kept warm. Where none of them is idle, whoever asks connects by himself: a pool
 * that has lost its server tries again after pauses of up to 5 s, and lets nobody know why. Until the pool has recovered there
 * may be twice as many connections. Safe for all threads.
 */
final class ConnectionPool implements AutoCloseable {
    /** Below the idle timeouts of load balancers and proxies. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);
    /** The pool starts even where the server has just gone: the first batch will say so. */
    private static final int START_WITHOUT_CONNECTION = -1;

    /** Longest wait in the pool for one that replaces a dead connection: there is one for everybody, so waiting means that the server is gone. */
    private static final Duration REPLACEMENT = Duration.ofSeconds(2);

    private final Sessions sessions;
    private final Access access;
    private final HikariDataSource pool;

    /** @param sessions closed with this */
    ConnectionPool(PostgresSettings settings, Sessions sessions, Access access) {
        this.sessions = sessions;
        this.access = access;
        HikariConfig config = new HikariConfig();
        config.setPoolName(settings.applicationName());
        config.setJdbcUrl(settings.url());
        config.setDataSourceProperties(Session.driverProperties(settings));
        sessions.showTo(config);
        config.setMaximumPoolSize(settings.connections());
        config.setMinimumIdle(settings.connections());
        config.setConnectionTimeout(Math.min(settings.connectTimeout().toMillis(), REPLACEMENT.toMillis()));
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

    Connection borrow() throws SQLException {
        return pool.getHikariPoolMXBean().getIdleConnections() > 0 ? pool.getConnection() : sessions.open(access);
    }

    /** Never to be borrowed again. */
    void evict(Connection connection) {
        pool.evictConnection(connection);
    }

    @Override
    public void close() {
        pool.close();
        sessions.close();
    }
}
