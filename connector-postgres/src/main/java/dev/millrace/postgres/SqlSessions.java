package dev.millrace.postgres;

import java.sql.SQLException;

/** Where sessions come from. Safe for all threads. */
interface SqlSessions extends AutoCloseable {

    /** Closed by whoever borrows it. */
    SqlSession borrow() throws SQLException;

    @Override
    void close();
}
