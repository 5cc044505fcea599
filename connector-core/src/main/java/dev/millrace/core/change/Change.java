package dev.millrace.core.change;

import java.time.Instant;
import java.util.Optional;

/**
 * One change of one row at the source.
 *
 * @param table the source's name of the table, as the configuration writes it
 * @param before the row before the change, where the source sends it; with an update it shows a changed key
 * @param after the full row after the change; present unless the operation is a delete
 * @param commitTime when the source committed the change: for latency, never for order
 */
public record Change(
        String table,
        Operation operation,
        ChangeVersion version,
        Optional<Row> before,
        Optional<Row> after,
        Instant commitTime) {

    /**
     * The image that names the row that the change leaves behind: the one before a delete, the one after everything else.
     *
     * @throws Rejection {@code IMAGE_MISSING}
     */
    public Row image() throws Rejection {
        Optional<Row> image = operation == Operation.DELETE ? before : after;
        if (image.isEmpty()) {
            throw new Rejection(RejectionReason.IMAGE_MISSING, table);
        }
        return image.get();
    }
}
