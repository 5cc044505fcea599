package dev.millrace.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A connection of the driver's, which does not commit by itself. For one thread at a time. */
final class JdbcSession implements SqlSession {
    private final Connection connection;
    private final Consumer<Connection> evict;

    /** @param evict keeps a connection from being lent again */
    JdbcSession(Connection connection, Consumer<Connection> evict) {
        this.connection = connection;
        this.evict = evict;
    }

    /** Over a connection of no pool. */
    static JdbcSession alone(Connection connection) {
        return new JdbcSession(connection, broken -> {});
    }

    @Override
    public List<SqlRow> query(String sql, List<Parameter> parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            return read(rows);
        }
    }

    @Override
    public List<SqlRow> query(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return read(rows);
        }
    }

    @Override
    public int update(String sql, List<Parameter> parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    @Override
    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void commit() throws SQLException {
        connection.commit();
    }

    @Override
    public void rollback() throws SQLException {
        connection.rollback();
    }

    @Override
    public void discard() {
        evict.accept(connection);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private PreparedStatement prepare(String sql, List<Parameter> parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < parameters.size(); i++) {
                bind(statement, i + 1, parameters.get(i));
            }
            return statement;
        } catch (SQLException error) {
            statement.close();
            throw error;
        }
    }

    private void bind(PreparedStatement statement, int place, Parameter parameter) throws SQLException {
        if (parameter instanceof Parameter.Text text) {
            statement.setString(place, text.text());
        } else if (parameter instanceof Parameter.Whole whole) {
            statement.setLong(place, whole.number());
        } else if (parameter instanceof Parameter.Elements array) {
            statement.setArray(place, connection.createArrayOf(array.carrier().elementType(), array.elements()));
        }
    }

    private static List<SqlRow> read(ResultSet rows) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        List<SqlRow> read = new ArrayList<>();
        while (rows.next()) {
            List<@Nullable Object> values = new ArrayList<>(columns);
            for (int i = 1; i <= columns; i++) {
                values.add(rows.getObject(i));
            }
            read.add(new SqlRow(values));
        }
        return read;
    }
}
