package dev.millrace.core.format.debezium;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import dev.millrace.core.format.Format;
import dev.millrace.core.format.JsonEnvelope;
import dev.millrace.core.format.JsonEnvelope.JsonImage;
import dev.millrace.core.format.JsonEnvelope.JsonSlice;
import dev.millrace.core.format.JsonEnvelope.JsonText;
import dev.millrace.core.format.RecordRules.LeftOutColumns;
import dev.millrace.core.format.SourceFault;
import dev.millrace.core.format.SourceOrder;
import dev.millrace.core.format.SourceRecord;
import dev.millrace.core.format.SourceTable;
import dev.millrace.core.format.SourceTables;
import dev.millrace.core.format.Truncates;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the JSON of Debezium's connectors for relational databases. With its schema beside it, a record says what its values mean;
 * without it, they are taken as they stand there. The place in the database's log orders, the clock only tells latency. A changed key
 * comes as a delete and an insert, so an update needs no row before. Safe for all threads.
 */
public final class DebeziumFormat implements Format {
    /** No row has two changes of one place in the log. */
    private static final long ORDINAL = 0;

    private final DebeziumEngine engine;
    private final WithoutSchema withoutSchema;
    private final Truncates truncates;
    private final SourceTables tables;
    private final OwnRecords ownRecords = new OwnRecords();
    private final ConnectSchemas schemas = new ConnectSchemas();
    private final JsonEnvelope envelope = new JsonEnvelope(LeftOutColumns.REJECT);
    private final JsonSlice schema = envelope.slice(ConnectTypes.SCHEMA);
    private final DebeziumEvent enveloped;
    private final DebeziumEvent bare;

    /** @param tables by schema and table with a dot between, those of MySQL by database and table */
    public DebeziumFormat(
            DebeziumEngine engine, WithoutSchema withoutSchema, Truncates truncates, SourceTables tables) {
        this.engine = engine;
        this.withoutSchema = withoutSchema;
        this.truncates = truncates;
        this.tables = tables;
        this.enveloped = DebeziumEvent.of(envelope, engine, "payload");
        this.bare = DebeziumEvent.of(envelope, engine);
    }

    @Override
    public Optional<Change> read(SourceRecord record) throws Rejection, SourceFault {
        if (record.value() == null) {
            // Follows a delete, for compacted topics.
            return Optional.empty();
        }
        JsonEnvelope.Read read = envelope.read(record.value());
        DebeziumEvent event = read.text(enveloped.operation()).isPresent() ? enveloped : bare;
        Optional<String> operation = read.text(event.operation());
        if (operation.isEmpty()) {
            ownRecords.require(record.value());
            return Optional.empty();
        }
        requireEngine(read.text(event.connector()), event.connector());
        Optional<String> name = event.tableName(read);
        return switch (operation.get()) {
            case "c" -> Optional.of(change(read, event, record, Operation.INSERT));
            case "u" -> Optional.of(change(read, event, record, Operation.UPDATE));
            case "d" -> Optional.of(change(read, event, record, Operation.DELETE));
            case "r" ->
                Optional.of(tables.named(name, record, event.table().name()).load(row(read, event.after()), record));
            case "t" -> {
                if (tables.isKnown(name)) {
                    truncates.met(
                            tables.named(name, record, event.table().name()),
                            event.operation().name());
                }
                yield Optional.empty();
            }
            // A message that somebody has written into PostgreSQL's log.
            case "m" -> Optional.empty();
            default ->
                throw new Rejection(
                        RejectionReason.OPERATION_UNKNOWN, event.operation().name());
        };
    }

    /** The places of two engines may have one form, and mean something else. */
    private void requireEngine(Optional<String> connector, JsonText field) throws SourceFault {
        if (connector.isEmpty()) {
            return;
        }
        Optional<DebeziumEngine> named = DebeziumEngine.named(connector.get());
        if (named.filter(engine::equals).isEmpty()) {
            throw new SourceFault(
                    SourceFault.Kind.SOURCE_SETTING,
                    "source." + field.name(),
                    "the records are not of the engine " + engine.written(),
                    named.map(other -> "set format.engine: " + other.written())
                            .orElse("have a connector for Db2, SQL Server, PostgreSQL, MySQL or MariaDB write them"));
        }
    }

    private Change change(JsonEnvelope.Read read, DebeziumEvent event, SourceRecord record, Operation what)
            throws Rejection, SourceFault {
        SourceTable table =
                tables.named(event.tableName(read), record, event.table().name());
        SourceOrder order = table.order();
        List<String> places = new ArrayList<>();
        for (JsonText place : event.position()) {
            places.add(required(read, place));
        }
        byte[] token = order.token(
                engine.token(places), record, event.position().get(0).name());
        long ordinal = ORDINAL;
        if (event.ordinal().isPresent()) {
            JsonText field = event.ordinal().get();
            ordinal = SourceOrder.ordinal(required(read, field), field.name());
        }
        ChangeVersion version = order.version(token, ordinal);
        Optional<Row> before = row(read, event.before());
        Optional<Row> after = what == Operation.DELETE ? Optional.empty() : row(read, event.after());
        if (what == Operation.DELETE && before.isEmpty()) {
            throw fault(event.before().name(), "a delete does not say which row is gone", engine.fullRows());
        }
        Change change = new Change(table.name(), what, version, before, after, event.time(read, record, order));
        change.image();
        return change;
    }

    private static String required(JsonEnvelope.Read read, JsonText field) throws SourceFault {
        return read.text(field)
                .filter(LogField::isThere)
                .orElseThrow(() -> fault(
                        "source." + field.name(),
                        "a change does not say its place in the log, so nothing orders the changes of a row",
                        "take transformations that leave out fields of source out of the connector's transforms, and use a"
                                + " version of the connector that writes source." + field.name()));
    }

    private Optional<Row> row(JsonEnvelope.Read read, JsonImage image) throws Rejection, SourceFault {
        Optional<Row> json = read.image(image);
        if (json.isEmpty()) {
            return Optional.empty();
        }
        if (UnavailableValue.isIn(json.get())) {
            throw fault(
                    image.name(),
                    "a value is not there: the connector has written in its place that the log did not have it",
                    engine.fullRows());
        }
        Optional<ByteBuffer> written = read.slice(schema);
        if (written.isEmpty() && withoutSchema == WithoutSchema.STOP) {
            throw fault(
                    ConnectTypes.SCHEMA,
                    "a record does not say what its values mean, and a number in base64 can look like another one",
                    "set value.converter.schemas.enable=true; or set decimal.handling.mode=string,"
                            + " time.precision.mode=isostring and binary.handling.mode=hex, and here"
                            + " format.without-schema: text");
        }
        if (written.isEmpty()) {
            return json;
        }
        return Optional.of(schemas.of(written.get()).named(image.name()).read(json.get()));
    }

    private static SourceFault fault(String place, String problem, String fix) {
        return new SourceFault(SourceFault.Kind.SOURCE_SETTING, place, problem, fix);
    }
}
