package dev.millrace.core.format.qlik;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import dev.millrace.core.format.DecimalSequence;
import dev.millrace.core.format.Format;
import dev.millrace.core.format.JsonEnvelope;
import dev.millrace.core.format.JsonEnvelope.JsonImage;
import dev.millrace.core.format.JsonEnvelope.JsonText;
import dev.millrace.core.format.RecordRules;
import dev.millrace.core.format.SourceFault;
import dev.millrace.core.format.SourceOrder;
import dev.millrace.core.format.SourceRecord;
import dev.millrace.core.format.SourceTable;
import dev.millrace.core.format.SourceTables;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads the JSON messages of Qlik Replicate, with or without its envelope. They do not name their table: each has a topic of its own.
 * {@code changeSequence} orders them, and no two changes have the same. Metadata messages are skipped. Safe for all threads.
 */
public final class QlikFormat implements Format {
    private static final String METADATA = "MD";

    /** No two changes have one sequence. */
    private static final long ORDINAL = 0;

    private final RecordRules rules;
    private final SourceTables tables;
    private final JsonEnvelope envelope;
    private final JsonText type;
    private final JsonText embeddedSchema;
    private final Message enveloped;
    private final Message bare;

    /** Where a data message has what is needed. */
    private record Message(JsonImage data, JsonImage before, JsonText operation, JsonText sequence) {

        static Message of(JsonEnvelope envelope, String... within) {
            return new Message(
                    envelope.image(path(within, "data")),
                    envelope.image(path(within, "beforeData")),
                    envelope.text(path(within, "headers", "operation")),
                    envelope.text(path(within, "headers", "changeSequence")));
        }

        private static String[] path(String[] within, String... names) {
            String[] path = new String[within.length + names.length];
            System.arraycopy(within, 0, path, 0, within.length);
            System.arraycopy(names, 0, path, within.length, names.length);
            return path;
        }
    }

    public QlikFormat(RecordRules rules, SourceTables tables) {
        this.rules = rules;
        this.tables = tables;
        this.envelope = new JsonEnvelope(rules.leftOutColumns());
        this.type = envelope.text("type");
        this.embeddedSchema = envelope.text("messageSchema");
        this.enveloped = Message.of(envelope, "message");
        this.bare = Message.of(envelope);
    }

    @Override
    public Optional<Change> read(SourceRecord record) throws Rejection, SourceFault {
        JsonEnvelope.Read read = envelope.read(record.value());
        if (read.text(type).filter(METADATA::equals).isPresent()) {
            return Optional.empty();
        }
        if (read.text(embeddedSchema).isPresent()) {
            throw new SourceFault(
                    SourceFault.Kind.SOURCE_SETTING,
                    embeddedSchema.name(),
                    "the messages are Avro",
                    "set the message format of the Kafka endpoint to JSON");
        }
        Message message = read.text(bare.operation()).isPresent() ? bare : enveloped;
        String what = read.text(message.operation())
                .orElseThrow(() -> new Rejection(
                        RejectionReason.OPERATION_UNKNOWN, message.operation().name()));
        SourceTable table = tables.ofTopic(record);
        return Optional.of(
                switch (what) {
                    case "REFRESH" -> table.load(read.image(message.data()), record);
                    case "INSERT" -> change(read, message, record, table, Operation.INSERT);
                    case "UPDATE" -> change(read, message, record, table, Operation.UPDATE);
                    case "DELETE" -> change(read, message, record, table, Operation.DELETE);
                    default ->
                        throw new Rejection(
                                RejectionReason.OPERATION_UNKNOWN,
                                message.operation().name());
                });
    }

    private Change change(
            JsonEnvelope.Read read, Message message, SourceRecord record, SourceTable table, Operation what)
            throws Rejection, SourceFault {
        SourceOrder order = table.order();
        String sequence = read.text(message.sequence())
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new SourceFault(
                        SourceFault.Kind.SOURCE_SETTING,
                        message.sequence().name(),
                        "a change does not say its place in the order of changes",
                        "select changeSequence among the headers of the endpoint's messages"));
        byte[] token = order.token(
                DecimalSequence.SEQUENCE.parse(sequence),
                record,
                message.sequence().name());
        ChangeVersion version = order.version(token, ORDINAL);
        Optional<Row> data = read.image(message.data());
        Optional<Row> before = read.image(message.before());
        Instant time = order.time(token, record);
        Change change = switch (what) {
            // The deleted row is in the one or in the other, as the task is set.
            case DELETE -> new Change(table.name(), what, version, before.or(() -> data), Optional.empty(), time);
            case INSERT -> new Change(table.name(), what, version, Optional.empty(), data, time);
            case UPDATE -> new Change(table.name(), what, version, before, data, time);
        };
        return rules.checked(change, message.before().name());
    }
}
