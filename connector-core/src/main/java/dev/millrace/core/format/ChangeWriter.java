package dev.millrace.core.format;

import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;

/** Writes records as one product does, for a {@link Format} to read. */
public interface ChangeWriter {

    /**
     * A record with its one row before and after, as the operation needs it.
     *
     * @param table the source's name
     * @param token as text of the table's kind
     * @param image of the row, a JSON object
     * @throws Rejection where the image is no row that the table's records can have; one that travels as it is, is not looked at
     */
    WrittenRecord write(String table, Operation operation, String token, String image) throws Rejection;
}
