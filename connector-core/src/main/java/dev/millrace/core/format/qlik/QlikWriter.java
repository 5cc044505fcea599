package dev.millrace.core.format.qlik;

import dev.millrace.core.change.Operation;
import dev.millrace.core.format.ChangeWriter;
import dev.millrace.core.format.DecimalSequence;
import dev.millrace.core.format.JsonRecordWriter;
import dev.millrace.core.format.WrittenRecord;

/** What {@link QlikFormat} reads, with the envelope. */
public final class QlikWriter implements ChangeWriter {
    private final JsonRecordWriter records = new JsonRecordWriter();

    @Override
    public WrittenRecord write(WrittenChange change) {
        return records.write(out -> {
            out.writeStringField("magic", "atMSG");
            out.writeStringField("type", "DT");
            out.writeNullField("headers");
            out.writeNullField("messageSchemaId");
            out.writeNullField("messageSchema");
            out.writeObjectFieldStart("message");
            JsonRecordWriter.image(
                    out, "data", change.operation() == Operation.DELETE ? change.before() : change.after());
            if (change.operation() == Operation.UPDATE) {
                JsonRecordWriter.image(out, "beforeData", change.before());
            } else {
                out.writeNullField("beforeData");
            }
            out.writeObjectFieldStart("headers");
            out.writeStringField("operation", change.operation().name());
            out.writeStringField("changeSequence", DecimalSequence.SEQUENCE.text(change.time()));
            out.writeStringField("timestamp", change.time().toString());
            out.writeEndObject();
            out.writeEndObject();
        });
    }
}
