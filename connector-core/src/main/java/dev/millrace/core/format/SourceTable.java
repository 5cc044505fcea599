package dev.millrace.core.format;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.Row;
import java.time.Instant;
import java.util.Optional;

/**
 * A configured table, as formats see it.
 *
 * @param name at the source, as the configuration writes it: one object for all changes of the table
 */
public record SourceTable(String name, SourceOrder order) {

    /**
     * A row of the initial load. Whatever order its record names says when the row was read, not when it was changed.
     *
     * @throws Rejection {@code IMAGE_MISSING}
     */
    public Change load(Optional<Row> row, SourceRecord record) throws Rejection {
        Change change = new Change(
                name,
                Operation.INSERT,
                order.loadVersion(),
                Optional.empty(),
                row,
                Instant.ofEpochMilli(record.timestampMillis()));
        change.image();
        return change;
    }
}
