package dev.millrace.core.format;

import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;
import java.time.Instant;

/** Writes records as one product does, for a {@link Format} to read. */
public interface ChangeWriter {

    /**
     * A change to be written.
     *
     * @param table the source's name
     * @param time on the source's clock: it orders the changes that are written, to the microsecond
     * @param before the row before, a JSON object; not looked at for an insert
     * @param after the row after, likewise; not looked at for a delete
     */
    record WrittenChange(String table, Operation operation, Instant time, String before, String after) {}

    /**
     * A record with the images that the operation needs.
     *
     * @throws Rejection where the image is no row that the table's records can have; one that travels as it is, is not looked at
     */
    WrittenRecord write(WrittenChange change) throws Rejection;
}
