package dev.millrace.postgres;

import java.sql.SQLException;
import java.util.List;

/**
 * Statements to one database, all of them in a transaction: the first one after a commit or a rollback begins the next. At the
 * isolation level READ COMMITTED. For one thread at a time.
 */
interface SqlSession extends AutoCloseable {

    /** @param parameters in the order of the question marks */
    List<SqlRow> query(String sql, List<Parameter> parameters) throws SQLException;

    /** Without parameters: a question mark is an operator. */
    List<SqlRow> query(String sql) throws SQLException;

    /** @return how many rows were written */
    int update(String sql, List<Parameter> parameters) throws SQLException;

    /** Without parameters and without an answer. */
    void execute(String sql) throws SQLException;

    void commit() throws SQLException;

    void rollback() throws SQLException;

    /** Whoever borrows next gets another way to the server. To be closed nevertheless. */
    void discard();

    /** Ends a transaction that is neither committed nor rolled back. */
    @Override
    void close() throws SQLException;
}
