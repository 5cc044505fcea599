package dev.millrace.core.target;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Value;
import java.io.IOException;

/**
 * JSON: text that is one JSON value is taken as it is, and any other value that the source sends as itself is written as JSON, arrays
 * and groups included. A name twice in one object is rejected, since stores that read the JSON keep one of them only.
 */
public record JsonType() implements ColumnType {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    @Override
    public Value canonical(Value value, String place) throws Rejection {
        if (!(value instanceof Value.Text text)) {
            return new Value.Text(JsonText.of(value, place));
        }
        TextType.requireWhole(text.text(), place);
        if (!isJson(text.text())) {
            throw new Rejection(RejectionReason.VALUE_TYPE, place);
        }
        return value;
    }

    private static boolean isJson(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return false;
            }
            parser.skipChildren();
            // Strings are read only where somebody asks for them.
            parser.finishToken();
            return parser.nextToken() == null;
        } catch (IOException notJson) {
            return false;
        }
    }
}
