package dev.millrace.core.format.raw;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import dev.millrace.core.format.Format;
import dev.millrace.core.format.SourceOrder;
import dev.millrace.core.format.SourceRecord;
import dev.millrace.core.format.StoreClock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Reads raw records: the value is the row, after an insert or an update, before a delete; headers say of which table it is, what
 * happened to it and in which order. Safe for all threads.
 */
public final class RawFormat implements Format {
    private static final String VALUE = "value";

    private final Map<String, RawTable> tables;

    /** @param tables by their names at the source */
    public RawFormat(Map<String, RawTable> tables) {
        this.tables = Map.copyOf(tables);
    }

    @Override
    public Optional<Change> read(SourceRecord record) throws Rejection {
        byte[] value = record.value();
        if (value == null) {
            throw new Rejection(RejectionReason.UNDECODABLE, VALUE);
        }
        RawHeaders headers = RawHeaders.of(record.headers());
        RawTable table = tables.get(headers.required(RawHeader.OBJECT));
        if (table == null) {
            throw new Rejection(RejectionReason.TABLE_UNKNOWN, RawHeader.OBJECT.text());
        }
        table.order().requireTopic(record);
        RawOperation operation = RawOperation.of(headers.required(RawHeader.OPERATION));
        return Optional.of(
                operation == RawOperation.LOAD
                        ? load(table, headers, value, record)
                        : change(table, operation, headers, value, record));
    }

    /** Whatever token it carries says when the row was read, not when it was changed: it orders nothing. */
    private static Change load(RawTable table, RawHeaders headers, byte[] value, SourceRecord record) throws Rejection {
        return new Change(
                table.name(),
                Operation.INSERT,
                table.order().loadVersion(),
                Optional.empty(),
                Optional.of(row(table, headers, value)),
                Instant.ofEpochMilli(record.timestampMillis()));
    }

    private static Change change(
            RawTable table, RawOperation operation, RawHeaders headers, byte[] value, SourceRecord record)
            throws Rejection {
        SourceOrder order = table.order();
        String place = RawHeader.TOKEN.text();
        byte[] token = order.token(StoreClock.STCK.parse(headers.required(RawHeader.TOKEN)), record, place);
        long ordinal = SourceOrder.ordinal(headers.required(RawHeader.ORDINAL), RawHeader.ORDINAL.text());
        ChangeVersion version = order.version(token, ordinal);
        Optional<Row> row = Optional.of(row(table, headers, value));
        Instant time = order.time(token, record);
        return switch (operation) {
            case LOAD, INSERT -> new Change(table.name(), Operation.INSERT, version, Optional.empty(), row, time);
            case UPDATE ->
                new Change(table.name(), Operation.UPDATE, version, Optional.of(before(table, headers)), row, time);
            case DELETE -> new Change(table.name(), Operation.DELETE, version, row, Optional.empty(), time);
        };
    }

    private static Row row(RawTable table, RawHeaders headers, byte[] value) throws Rejection {
        return table.images().row(value, headers, VALUE);
    }

    private static Row before(RawTable table, RawHeaders headers) throws Rejection {
        byte[] before = headers.requiredBytes(RawHeader.BEFORE);
        return table.images().row(before, headers, RawHeader.BEFORE.text());
    }
}
