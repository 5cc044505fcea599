package dev.millrace.core.format.iidr;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.format.ChangeWriter;
import dev.millrace.core.format.JsonObject;
import dev.millrace.core.format.JsonRecordWriter;
import dev.millrace.core.format.WrittenRecord;
import java.io.IOException;
import java.util.Map;

/** What {@link IidrFormat} reads. */
public final class IidrWriter implements ChangeWriter {
    private final JsonRecordWriter records = new JsonRecordWriter();
    private final JsonObject json = new JsonObject();
    private final String beforePrefix;

    /** @param beforePrefix of the columns of the row before */
    public IidrWriter(String beforePrefix) {
        this.beforePrefix = beforePrefix;
    }

    @Override
    public WrittenRecord write(WrittenChange change) throws Rejection {
        Map<String, String> row =
                json.fields(change.operation() == Operation.DELETE ? change.before() : change.after());
        Map<String, String> before = change.operation() == Operation.UPDATE ? json.fields(change.before()) : Map.of();
        return records.write(out -> {
            columns(out, "", row);
            columns(out, beforePrefix, before);
            out.writeStringField("A_ENTTYP", code(change.operation()));
            out.writeStringField("A_CCID", "1");
            out.writeStringField("A_TIMSTAMP", timestamp(change));
        });
    }

    private static void columns(JsonGenerator out, String prefix, Map<String, String> columns) throws IOException {
        for (Map.Entry<String, String> column : columns.entrySet()) {
            JsonRecordWriter.image(out, prefix + column.getKey(), column.getValue());
        }
    }

    /** As Db2 writes it in ISO's order, without a zone. */
    private static String timestamp(WrittenChange change) {
        String iso = change.time().toString();
        return iso.substring(0, iso.length() - 1).replace('T', ' ');
    }

    private static String code(Operation operation) {
        return switch (operation) {
            case INSERT -> "PT";
            case UPDATE -> "UP";
            case DELETE -> "DL";
        };
    }
}
