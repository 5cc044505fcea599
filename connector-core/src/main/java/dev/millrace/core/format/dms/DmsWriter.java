package dev.millrace.core.format.dms;

import dev.millrace.core.change.Operation;
import dev.millrace.core.format.ChangeWriter;
import dev.millrace.core.format.JsonRecordWriter;
import dev.millrace.core.format.WrittenRecord;
import java.util.Locale;

/** What {@link DmsFormat} reads. */
public final class DmsWriter implements ChangeWriter {
    private final JsonRecordWriter records = new JsonRecordWriter();
    private final String beforeImage;

    /** @param beforeImage the field of the row before */
    public DmsWriter(String beforeImage) {
        this.beforeImage = beforeImage;
    }

    @Override
    public WrittenRecord write(WrittenChange change) {
        Operation operation = change.operation();
        int dot = change.table().indexOf('.');
        return records.write(out -> {
            JsonRecordWriter.image(out, "data", operation == Operation.DELETE ? change.before() : change.after());
            if (operation == Operation.UPDATE) {
                JsonRecordWriter.image(out, beforeImage, change.before());
            }
            out.writeObjectFieldStart("metadata");
            out.writeStringField("timestamp", change.time().toString());
            out.writeStringField("record-type", "data");
            out.writeStringField("operation", operation.name().toLowerCase(Locale.ROOT));
            out.writeStringField("schema-name", change.table().substring(0, Math.max(0, dot)));
            out.writeStringField("table-name", change.table().substring(dot + 1));
            out.writeStringField("commit-timestamp", change.time().toString());
            out.writeStringField("stream-position", "1");
            out.writeNumberField("transaction-record-id", 1);
            out.writeEndObject();
        });
    }
}
