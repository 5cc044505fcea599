package dev.millrace.core.format.raw;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import dev.millrace.core.format.JsonRow;
import dev.millrace.core.format.RecordRules.LeftOutColumns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Rows as JSON objects. */
final class JsonImages implements RowImages {
    private final JsonFactory json = new JsonFactory();

    @Override
    public Row row(byte[] image, RawHeaders headers, String place) throws Rejection {
        return row(image, place);
    }

    /** The row that is one JSON object, with nothing behind it. */
    Row row(byte[] image, String place) throws Rejection {
        try (JsonParser parser = json.createParser(image)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Rejection(RejectionReason.UNDECODABLE, place);
            }
            Row row = JsonRow.read(parser, LeftOutColumns.REJECT, place);
            if (parser.nextToken() != null) {
                throw new Rejection(RejectionReason.UNDECODABLE, place);
            }
            return row;
        } catch (IOException notJson) {
            throw new Rejection(RejectionReason.UNDECODABLE, place);
        }
    }

    @Override
    public WrittenImage written(String row) {
        return new WrittenImage(row.getBytes(StandardCharsets.UTF_8), Optional.empty());
    }
}
