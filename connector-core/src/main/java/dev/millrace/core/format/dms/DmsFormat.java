package dev.millrace.core.format.dms;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import dev.millrace.core.format.CommitTime;
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
import dev.millrace.core.format.Truncates;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the JSON that AWS DMS writes to Kafka: the row in {@code data}, everything else in {@code metadata}. The commit's time orders,
 * with the place in the source's log behind it where that can be compared; then the place within the transaction, else Kafka's
 * offset. When the message was built orders nothing. Safe for all threads.
 */
public final class DmsFormat implements Format {
    private static final String CONTROL = "control";
    /** After these the table has no rows, without a change for each. */
    private static final Set<String> EMPTYING = Set.of("truncate-table", "drop-table");

    private final DmsPosition position;
    private final CommitTime kind;
    private final RecordRules rules;
    private final Truncates truncates;
    private final SourceTables tables;
    private final JsonEnvelope envelope;
    private final JsonImage data;
    private final JsonImage before;
    private final JsonText recordType;
    private final JsonText operation;
    private final JsonText schema;
    private final JsonText table;
    private final JsonText commitTimestamp;
    private final JsonText streamPosition;
    private final JsonText transactionRecord;

    /**
     * @param tables by schema and table with a dot between
     * @param beforeImage the field of the row before, as the task's setting names it
     */
    public DmsFormat(
            DmsPosition position, String beforeImage, RecordRules rules, Truncates truncates, SourceTables tables) {
        this.position = position;
        this.kind = position.kind();
        this.rules = rules;
        this.truncates = truncates;
        this.tables = tables;
        this.envelope = new JsonEnvelope(rules.leftOutColumns());
        this.data = envelope.image("data");
        this.before = envelope.image(beforeImage);
        this.recordType = metadata("record-type");
        this.operation = metadata("operation");
        this.schema = metadata("schema-name");
        this.table = metadata("table-name");
        this.commitTimestamp = metadata("commit-timestamp");
        this.streamPosition = metadata("stream-position");
        this.transactionRecord = metadata("transaction-record-id");
    }

    private JsonText metadata(String name) {
        return envelope.text("metadata", name);
    }

    @Override
    public Optional<Change> read(SourceRecord record) throws Rejection, SourceFault {
        JsonEnvelope.Read read = envelope.read(record.value());
        String what = read.text(operation)
                .orElseThrow(() -> new Rejection(RejectionReason.OPERATION_UNKNOWN, operation.name()));
        if (read.text(recordType).filter(CONTROL::equals).isPresent()) {
            return control(read, record, what);
        }
        SourceTable found = tables.named(name(read), record, table.name());
        return Optional.of(
                switch (what) {
                    case "load" -> found.load(read.image(data), record);
                    case "insert" -> change(read, record, found, Operation.INSERT);
                    case "update" -> change(read, record, found, Operation.UPDATE);
                    case "delete" -> change(read, record, found, Operation.DELETE);
                    default -> throw new Rejection(RejectionReason.OPERATION_UNKNOWN, operation.name());
                });
    }

    /** What concerns tables that are not replicated concerns nobody. */
    private Optional<Change> control(JsonEnvelope.Read read, SourceRecord record, String what)
            throws SourceFault, Rejection {
        if (EMPTYING.contains(what) && tables.isKnown(name(read))) {
            truncates.met(tables.named(name(read), record, table.name()), operation.name());
        }
        return Optional.empty();
    }

    private Optional<String> name(JsonEnvelope.Read read) {
        return read.text(schema).flatMap(owner -> read.text(table).map(own -> owner + "." + own));
    }

    private Change change(JsonEnvelope.Read read, SourceRecord record, SourceTable found, Operation what)
            throws Rejection, SourceFault {
        SourceOrder order = found.order();
        byte[] token = order.token(
                kind.token(
                        required(read, commitTimestamp),
                        read.text(streamPosition).orElse(""),
                        position.radix()),
                record,
                tokenPlace());
        ChangeVersion version = order.version(token, ordinal(read, record));
        Optional<Row> row = read.image(data);
        Change change = switch (what) {
            case DELETE -> new Change(found.name(), what, version, row, Optional.empty(), order.time(token, record));
            default -> new Change(found.name(), what, version, read.image(before), row, order.time(token, record));
        };
        return rules.checked(change, before.name());
    }

    private String tokenPlace() {
        return position == DmsPosition.IGNORED ? commitTimestamp.name() : streamPosition.name();
    }

    private long ordinal(JsonEnvelope.Read read, SourceRecord record) throws Rejection, SourceFault {
        // Transactions of one commit time each count their records from the beginning: only their places in the log
        // tell them apart.
        return position == DmsPosition.IGNORED
                ? record.offset()
                : SourceOrder.ordinal(required(read, transactionRecord), transactionRecord.name());
    }

    private static String required(JsonEnvelope.Read read, JsonText field) throws SourceFault {
        return read.text(field)
                .orElseThrow(() -> new SourceFault(
                        SourceFault.Kind.SOURCE_SETTING,
                        "metadata." + field.name(),
                        "a change does not say when it was committed, so nothing orders the changes of a row",
                        "set IncludeTransactionDetails to true in the task's Kafka endpoint settings, and start the task"
                                + " again"));
    }
}
