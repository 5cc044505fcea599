package dev.millrace.core.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes records that are JSON objects. Safe for all threads. */
public final class JsonRecordWriter {
    private final JsonFactory json = new JsonFactory();

    /** Writes the fields of one object. */
    public interface Fields {
        void writeTo(JsonGenerator out) throws IOException;
    }

    public WrittenRecord write(Fields fields) {
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        try (JsonGenerator out = json.createGenerator(record)) {
            out.writeStartObject();
            fields.writeTo(out);
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new WrittenRecord(record.toByteArray(), List.of());
    }

    /** Writes a row that is written already. */
    public static void image(JsonGenerator out, String name, String image) throws IOException {
        out.writeFieldName(name);
        out.writeRawValue(image);
    }
}
