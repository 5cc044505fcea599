package dev.millrace.postgres;

import java.sql.SQLException;

/** Sessions over the connections of a pool. Safe for all threads. */
final class JdbcSessions implements SqlSessions {
    private final ConnectionPool pool;

    JdbcSessions(ConnectionPool pool) {
        this.pool = pool;
    }

    @Override
    public SqlSession borrow() throws SQLException {
        return new JdbcSession(pool.borrow(), pool::evict);
    }

    @Override
    public void close() {
        pool.close();
    }
}
