package dev.millrace.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.io.Writer;

/**
 * Writes records as JSON, one object a line: names as in the copybook, numbers as JSON numbers with their full scale and no
 * exponent, text without trailing blanks, groups as objects, tables as arrays, {@link CobolValue#ABSENT} as null.
 *
 * <p>For one thread.
 */
public final class RecordJson implements Closeable, Flushable {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final JsonGenerator generator;

    /**
     * @param writer where the lines go; closing this closes it
     * @throws IOException where the writer cannot be written to
     */
    public RecordJson(Writer writer) throws IOException {
        this.generator = FACTORY.createGenerator(writer).setPrettyPrinter(new MinimalPrettyPrinter(""));
    }

    /**
     * Writes a record and a line feed.
     *
     * @throws IOException where writing fails
     */
    public void write(CobolRecord record) throws IOException {
        write(record.fields());
        generator.writeRaw('\n');
    }

    /**
     * Writes a segment and a line feed: an object of its name, {@code segment}, and its fields, {@code data}.
     *
     * @throws IOException where writing fails
     */
    public void writeSegment(CobolRecord segment) throws IOException {
        generator.writeStartObject();
        generator.writeStringField("segment", segment.name());
        generator.writeFieldName("data");
        write(segment.fields());
        generator.writeEndObject();
        generator.writeRaw('\n');
    }

    private void write(CobolValue value) throws IOException {
        if (value instanceof CobolValue.Text text) {
            generator.writeString(text.value());
        } else if (value instanceof CobolValue.Decimal number) {
            generator.writeNumber(number.value());
        } else if (value instanceof CobolValue.Table table) {
            generator.writeStartArray();
            for (CobolValue element : table.elements()) {
                write(element);
            }
            generator.writeEndArray();
        } else if (value instanceof CobolValue.Group group) {
            write(group);
        } else {
            generator.writeNull();
        }
    }

    private void write(CobolValue.Group group) throws IOException {
        generator.writeStartObject();
        for (int i = 0; i < group.names().size(); i++) {
            generator.writeFieldName(group.names().get(i));
            write(group.values().get(i));
        }
        generator.writeEndObject();
    }

    @Override
    public void flush() throws IOException {
        generator.flush();
    }

    @Override
    public void close() throws IOException {
        generator.close();
    }
}
