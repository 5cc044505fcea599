package dev.millrace.core.format.raw;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.Row;
import dev.millrace.core.format.JsonObject;
import dev.millrace.core.format.JsonRow;
import dev.millrace.core.format.RecordRules.LeftOutColumns;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Rows as JSON objects. */
final class JsonImages implements RowImages {
    private final JsonObject json = new JsonObject();

    @Override
    public Row row(byte[] image, RawHeaders headers, String place) throws Rejection {
        return row(image, place);
    }

    /** The row that is one JSON object, with nothing behind it. */
    Row row(byte[] image, String place) throws Rejection {
        return json.read(image, place, parser -> JsonRow.read(parser, LeftOutColumns.REJECT, place));
    }

    @Override
    public WrittenImage written(String row) {
        return new WrittenImage(row.getBytes(StandardCharsets.UTF_8), Optional.empty());
    }
}
