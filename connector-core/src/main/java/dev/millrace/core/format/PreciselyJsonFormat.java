package dev.millrace.core.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.millrace.core.change.Change;
import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of Precisely's Apply Engine and Replicator Engine: one object a record, with tags for the metadata and an
 * object for each image. Tags that it does not know are passed over. Safe for all threads.
 */
public final class PreciselyJsonFormat implements Format {
    private final JsonFactory json = new JsonFactory();
    private final PreciselyTags tags;
    private final Map<String, Table> tables;

    /** One name for all changes of a table: its hash is computed once. */
    private record Table(String name, SourceOrder order) {}

    /** @param tables how each table is ordered, by the object name that the records carry */
    public PreciselyJsonFormat(PreciselyTags tags, Map<String, SourceOrder> tables) {
        this.tags = tags;
        this.tables = tables.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> new Table(entry.getKey(), entry.getValue())));
    }

    @Override
    public Optional<Change> read(SourceRecord record) throws Rejection {
        byte[] value = record.value();
        if (value == null) {
            throw new Rejection(RejectionReason.UNDECODABLE, "value");
        }
        return Optional.of(change(envelope(value), record));
    }

    private PreciselyEnvelope envelope(byte[] value) throws Rejection {
        try (JsonParser parser = json.createParser(value)) {
            PreciselyEnvelope envelope = new PreciselyEnvelope(tags);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Rejection(RejectionReason.UNDECODABLE, "value");
            }
            envelope.read(parser);
            if (parser.nextToken() != null) {
                throw new Rejection(RejectionReason.UNDECODABLE, "end of value");
            }
            return envelope;
        } catch (IOException notJson) {
            throw new Rejection(RejectionReason.UNDECODABLE, "value");
        }
    }

    private Change change(PreciselyEnvelope envelope, SourceRecord record) throws Rejection {
        Table table = envelope.objectName == null ? null : tables.get(envelope.objectName);
        if (table == null) {
            throw new Rejection(RejectionReason.TABLE_UNKNOWN, tags.objectName());
        }
        SourceOrder order = table.order();
        Operation operation = operation(envelope.operation);
        if (envelope.stck == null) {
            throw new Rejection(RejectionReason.VERSION_MISSING, tags.stck());
        }
        byte[] token = order.token(envelope.stck, record, tags.stck());
        ChangeVersion version = order.version(token, ordinal(envelope.ordinal, record));
        Change change = new Change(
                table.name(),
                operation,
                version,
                Optional.<Row>ofNullable(envelope.before),
                Optional.<Row>ofNullable(envelope.after),
                order.time(token));
        change.image();
        return change;
    }

    private Operation operation(@Nullable String code) throws Rejection {
        if (code == null) {
            throw new Rejection(RejectionReason.OPERATION_UNKNOWN, tags.operation());
        }
        return switch (code) {
            case "I" -> Operation.INSERT;
            case "U" -> Operation.UPDATE;
            case "D" -> Operation.DELETE;
            default -> throw new Rejection(RejectionReason.OPERATION_UNKNOWN, tags.operation());
        };
    }

    private long ordinal(@Nullable String text, SourceRecord record) throws Rejection {
        if (tags.ordinal().isEmpty()) {
            return record.offset();
        }
        try {
            if (text != null) {
                return Long.parseUnsignedLong(text);
            }
        } catch (NumberFormatException malformed) {
            throw new Rejection(RejectionReason.VERSION_MISSING, tags.ordinal().get());
        }
        throw new Rejection(RejectionReason.VERSION_MISSING, tags.ordinal().get());
    }
}
