package dev.millrace.simulator.dispatch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.millrace.simulator.unit.CapturedChange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The key of rows that come as columns: a JSON object of the key columns, in the order of the key, each as the row has it.
 *
 * @param columns of the key
 */
record ColumnsKey(List<String> columns) implements KeyMaker {
    private static final JsonFactory JSON = new JsonFactory();

    /** A value as the row has it: numbers keep their digits. */
    private record Written(JsonToken token, String text) {}

    @Override
    public byte[] key(CapturedChange change) throws KeyException {
        Map<String, Written> values = values(change.image());
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(key)) {
            json.writeStartObject();
            for (String column : columns) {
                @Nullable Written value = values.get(column);
                if (value == null) {
                    throw new KeyException("no column " + column);
                }
                json.writeFieldName(column);
                if (value.token() == JsonToken.VALUE_STRING) {
                    json.writeString(value.text());
                } else {
                    json.writeRawValue(value.text());
                }
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new KeyException("a key that cannot be written");
        }
        return key.toByteArray();
    }

    private Map<String, Written> values(byte[] image) throws KeyException {
        Map<String, Written> values = new HashMap<>();
        try (JsonParser json = JSON.createParser(image)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new KeyException("a row that is no JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken token = json.nextToken();
                if (token.isStructStart()) {
                    json.skipChildren();
                } else if (columns.contains(name)) {
                    values.put(name, new Written(token, json.getText()));
                }
            }
        } catch (IOException notJson) {
            throw new KeyException("a row that is no JSON");
        }
        return values;
    }
}
