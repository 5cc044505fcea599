package dev.millrace.postgres;

import java.sql.SQLException;

/** A place in a transaction to which a refused statement takes it back. */
final class Savepoint {
    private static final String NAME = "millrace";

    private final SqlSession session;

    private Savepoint(SqlSession session) {
        this.session = session;
    }

    static Savepoint set(SqlSession session) throws SQLException {
        session.execute("SAVEPOINT " + NAME);
        return new Savepoint(session);
    }

    void release() throws SQLException {
        session.execute("RELEASE SAVEPOINT " + NAME);
    }

    void rollBack() throws SQLException {
        session.execute("ROLLBACK TO SAVEPOINT " + NAME);
    }
}
