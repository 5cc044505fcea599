package dev.millrace.core.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import dev.millrace.core.format.RecordRules.LeftOutColumns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads bytes that are one JSON object and nothing behind it. Safe for all threads. */
public final class JsonObject {
    private static final String VALUE = "value";

    private final JsonFactory json = new JsonFactory();

    /** What is done with the object. */
    public interface Reader<T> {
        /** @param parser at the start of the object; to be left at its end */
        T read(JsonParser parser) throws IOException, Rejection;
    }

    /**
     * @param value null where the record has none
     * @param place of what is rejected
     * @throws Rejection {@code UNDECODABLE}, or what the reader rejects
     */
    public <T> T read(byte @Nullable [] value, String place, Reader<T> reader) throws Rejection {
        if (value == null) {
            throw new Rejection(RejectionReason.UNDECODABLE, place);
        }
        try (JsonParser parser = json.createParser(value)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Rejection(RejectionReason.UNDECODABLE, place);
            }
            T read = reader.read(parser);
            if (parser.nextToken() != null) {
                throw new Rejection(RejectionReason.UNDECODABLE, place);
            }
            return read;
        } catch (IOException notJson) {
            throw new Rejection(RejectionReason.UNDECODABLE, place);
        }
    }

    /** The object as a row. */
    public Row row(byte @Nullable [] value, LeftOutColumns leftOut) throws Rejection {
        return read(value, VALUE, parser -> JsonRow.read(parser, leftOut, VALUE));
    }

    /** The fields of an object, each as it is written. */
    public Map<String, String> fields(String object) throws Rejection {
        byte[] bytes = object.getBytes(StandardCharsets.UTF_8);
        return read(bytes, VALUE, parser -> {
            Map<String, String> fields = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                int from = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                parser.finishToken();
                int to = (int) parser.currentLocation().getByteOffset();
                fields.put(name, new String(bytes, from, to - from, StandardCharsets.UTF_8));
            }
            return fields;
        });
    }
}
