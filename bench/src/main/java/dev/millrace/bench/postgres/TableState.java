package dev.millrace.bench.postgres;

import dev.millrace.bench.run.BenchFailure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a table holds, in so few words that two can be compared.
 *
 * @param checksum of the columns of all rows, whatever their order
 */
record TableState(long rows, String checksum) {

    static TableState of(Database database, Shape shape) {
        return of(database, shape, Shape.TABLE);
    }

    /** @param rows a table or a query in parentheses, with the shape's columns */
    static TableState of(Database database, Shape shape, String rows) {
        String sql = "SELECT count(*), coalesce(sum(hashtextextended(ROW(" + Shape.names(shape.columns())
                + ")::text, 0)::numeric), 0) FROM " + rows + " AS looked_at";
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return new TableState(found.getLong(1), found.getString(2));
        } catch (SQLException failure) {
            throw new BenchFailure("the table could not be read", failure);
        }
    }
}
