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
import dev.millrace.core.format.RecordRules.UpdateImages;
import dev.millrace.core.format.RecordRules.WithoutToken;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of Precisely's Apply Engine and Replicator Engine: one object a record, with tags for the metadata and an
 * object for each image. Tags that it does not know are passed over. Safe for all threads.
 */
public final class PreciselyJsonFormat implements Format {
    private static final String INSERT = "I";

    private final JsonFactory json = new JsonFactory();
    private final PreciselyTags tags;
    private final RecordRules rules;
    private final Map<String, Table> tables;

    /** One name for all changes of a table: its hash is computed once. */
    private record Table(String name, SourceOrder order) {}

    /** By the strict rules. */
    public PreciselyJsonFormat(PreciselyTags tags, Map<String, SourceOrder> tables) {
        this(tags, RecordRules.strict(), tables);
    }

    /** @param tables how each table is ordered, by the object name that the records carry */
    public PreciselyJsonFormat(PreciselyTags tags, RecordRules rules, Map<String, SourceOrder> tables) {
        this.tags = tags;
        this.rules = rules;
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
            PreciselyEnvelope envelope = new PreciselyEnvelope(tags, rules.leftOutColumns());
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
        order.requireTopic(record);
        if (isLoad(envelope)) {
            return load(table.name(), envelope, order, record);
        }
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
        if (operation == Operation.UPDATE
                && envelope.before == null
                && rules.updateImages() == UpdateImages.BEFORE_AND_AFTER) {
            throw new Rejection(RejectionReason.IMAGE_MISSING, tags.beforeImage());
        }
        return change;
    }

    private boolean isLoad(PreciselyEnvelope envelope) {
        String code = envelope.operation;
        if (code == null) {
            return false;
        }
        return rules.loadOperations().contains(code)
                || (envelope.stck == null && rules.withoutToken() == WithoutToken.LOAD && code.equals(INSERT));
    }

    /** Whatever token it carries says when the row was read, not when it was changed: it orders nothing. */
    private static Change load(String table, PreciselyEnvelope envelope, SourceOrder order, SourceRecord record)
            throws Rejection {
        Change change = new Change(
                table,
                Operation.INSERT,
                order.loadVersion(),
                Optional.empty(),
                Optional.<Row>ofNullable(envelope.after),
                Instant.ofEpochMilli(record.timestampMillis()));
        change.image();
        return change;
    }

    private Operation operation(@Nullable String code) throws Rejection {
        if (code == null) {
            throw new Rejection(RejectionReason.OPERATION_UNKNOWN, tags.operation());
        }
        return switch (code) {
            case INSERT -> Operation.INSERT;
            case "U" -> Operation.UPDATE;
            case "D" -> Operation.DELETE;
            default -> throw new Rejection(RejectionReason.OPERATION_UNKNOWN, tags.operation());
        };
    }

    private long ordinal(@Nullable String text, SourceRecord record) throws Rejection {
        if (tags.ordinal().isEmpty()) {
            return record.offset();
        }
        String tag = tags.ordinal().get();
        if (text == null) {
            throw new Rejection(RejectionReason.VERSION_MISSING, tag);
        }
        return SourceOrder.ordinal(text, tag);
    }
}
