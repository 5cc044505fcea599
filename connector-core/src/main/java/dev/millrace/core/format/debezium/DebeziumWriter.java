package dev.millrace.core.format.debezium;

import dev.millrace.core.change.Operation;
import dev.millrace.core.format.ChangeWriter;
import dev.millrace.core.format.JsonRecordWriter;
import dev.millrace.core.format.WrittenRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What {@link DebeziumFormat} reads, without schemas. */
public final class DebeziumWriter implements ChangeWriter {
    private final JsonRecordWriter records = new JsonRecordWriter();
    private final DebeziumEngine engine;

    public DebeziumWriter(DebeziumEngine engine) {
        this.engine = engine;
    }

    @Override
    public WrittenRecord write(WrittenChange change) {
        Operation operation = change.operation();
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, change.time());
        int dot = change.table().indexOf('.');
        return records.write(out -> {
            JsonRecordWriter.image(out, "before", operation == Operation.INSERT ? "null" : change.before());
            JsonRecordWriter.image(out, "after", operation == Operation.DELETE ? "null" : change.after());
            out.writeObjectFieldStart("source");
            out.writeStringField("connector", engine.written());
            out.writeNumberField("ts_ms", micros / 1_000);
            out.writeNumberField("ts_us", micros);
            out.writeStringField("snapshot", "false");
            out.writeStringField(engine.owner(), change.table().substring(0, Math.max(0, dot)));
            out.writeStringField("table", change.table().substring(dot + 1));
            for (LogField field : engine.position()) {
                out.writeStringField(field.name(), field.write(micros));
            }
            if (engine.withinPosition().isPresent()) {
                out.writeNumberField(engine.withinPosition().get(), 1);
            }
            out.writeEndObject();
            out.writeStringField("op", code(operation));
            out.writeNumberField("ts_ms", micros / 1_000);
        });
    }

    private static String code(Operation operation) {
        return switch (operation) {
            case INSERT -> "c";
            case UPDATE -> "u";
            case DELETE -> "d";
        };
    }
}
