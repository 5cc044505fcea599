package dev.millrace.postgres;

import java.sql.SQLException;
import java.util.List;

/** How rows get to the server beside a statement. Immutable. */
sealed interface RowTravel permits ArrayTravel, JsonTravel {

    /** What columns of these names, in SQL, are called on the way. */
    List<String> names(List<String> columns);

    /** The item of a FROM clause, called {@code a}, that has the columns and {@link RowSource#ORDINAL}, a place from 1. */
    String from(List<String> names, List<Carrier> carriers);

    /** @throws SQLException where one item alone is too large */
    <T> List<RowSource.Load<T>> loads(List<ArrayColumn<T>> columns, List<T> items) throws SQLException;
}
