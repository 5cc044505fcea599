package dev.millrace.core.format.debezium;

import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.Value;
import dev.millrace.core.format.ChangeWriter;
import dev.millrace.core.format.JsonObject;
import dev.millrace.core.format.RecordRules.LeftOutColumns;
import dev.millrace.core.format.WrittenRecord;
import dev.millrace.core.format.WrittenRow;
import dev.millrace.core.target.Column;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Writes the rows of the kit with their schema: numbers as bytes, times as numbers. A time of 12 digits has no number: it is text. */
final class EnvelopedWriter implements ChangeWriter {
    private static final List<String> FIELDS = List.of(
            "{'type':'int64','optional':false,'field':'ID'}",
            "{'type':'string','optional':false,'field':'CODE'}",
            "{'type':'bytes','optional':true,'name':'org.apache.kafka.connect.data.Decimal','version':1,'parameters':{'scale':'5'},'field':'AMOUNT'}",
            "{'type':'string','optional':true,'field':'NAME'}",
            "{'type':'int32','optional':true,'name':'io.debezium.time.Date','version':1,'field':'OPENED'}",
            "{'type':'int64','optional':true,'name':'io.debezium.time.MicroTime','version':1,'field':'AT'}",
            "{'type':'string','optional':true,'field':'STAMP'}",
            "{'type':'bytes','optional':true,'field':'RAW'}",
            "{'type':'boolean','optional':true,'field':'FLAG'}");

    private static final String ROW = "{'type':'struct','optional':true,'fields':[" + String.join(",", FIELDS) + "],";
    private static final String SCHEMA = ("{'type':'struct','optional':false,'name':'kit.Envelope','fields':[" + ROW
                    + "'field':'before'}," + ROW + "'field':'after'}]}")
            .replace('\'', '"');

    private final JsonObject json = new JsonObject();
    private final ChangeWriter bare;

    EnvelopedWriter(ChangeWriter bare) {
        this.bare = bare;
    }

    @Override
    public WrittenRecord write(WrittenChange change) throws Rejection {
        WrittenRecord payload = bare.write(new WrittenChange(
                change.table(), change.operation(), change.time(), encoded(change.before()), encoded(change.after())));
        String written = new String(payload.value(), StandardCharsets.UTF_8);
        String record = change.operation() == Operation.UPDATE
                ? "{\"schema\":" + SCHEMA + ",\"payload\":" + written + "}"
                : "{\"payload\":" + written + ",\"schema\":" + SCHEMA + "}";
        return new WrittenRecord(record.getBytes(StandardCharsets.UTF_8), List.of());
    }

    private String encoded(String image) throws Rejection {
        byte[] bytes = image.getBytes(StandardCharsets.UTF_8);
        List<Value> row = WrittenRow.table().row(json.row(bytes, LeftOutColumns.REJECT));
        List<Column> columns = WrittenRow.table().columns();
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            String name = columns.get(i).name().toUpperCase(Locale.ROOT);
            String given = json.fields(image).getOrDefault(name, "null");
            fields.add(
                    "\"" + name + "\":" + (row.get(i) == Value.Null.NULL ? "null" : encoded(name, row.get(i), given)));
        }
        return "{" + String.join(",", fields) + "}";
    }

    private static String encoded(String name, Value value, String given) {
        return switch (name) {
            case "AMOUNT" ->
                base64(((Value.Decimal) value).number().unscaledValue().toByteArray());
            case "OPENED" -> Long.toString(((Value.Date) value).date().toEpochDay());
            case "AT" -> Long.toString(((Value.Time) value).time().getLong(ChronoField.MICRO_OF_DAY));
            case "RAW" -> base64(((Value.Binary) value).bytes());
            default -> given;
        };
    }

    private static String base64(byte[] bytes) {
        return "\"" + Base64.getEncoder().encodeToString(bytes) + "\"";
    }
}
