package dev.millrace.simulator.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.millrace.simulator.source.RowJson;
import dev.millrace.simulator.source.RowKey;
import dev.millrace.simulator.source.SourceChange;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import dev.millrace.simulator.source.StoreClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Change records as Precisely Connect CDC writes them in JSON, with our Dispatcher's {@code ordinal} beside its tags.
 * Numbers are JSON numbers, plain and with their full scale. An insert has no {@code before_image}, a delete no {@code
 * after_image}. Immutable, for any thread.
 */
public final class PreciselyJson {
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd-HH.mm.ss.SSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final JsonFactory factory = JsonFactory.builder()
            .enable(com.fasterxml.jackson.core.StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    /** The value of the Kafka record: UTF-8, one JSON object. */
    public byte[] value(SourceChange change) {
        return write(json -> {
            SourceTable table = change.table();
            json.writeStringField("object_name", table.objectName());
            json.writeStringField("alias", table.name());
            json.writeStringField("stck", HEX.toHexDigits(change.stck()));
            json.writeStringField("timestamp", TIMESTAMP.format(StoreClock.instantOf(change.stck())));
            json.writeStringField("change_op", change.operation().code());
            json.writeStringField("uow", HEX.toHexDigits(change.unitOfWork()));
            json.writeNumberField("seq", change.sequence());
            json.writeNumberField("ordinal", change.ordinal());
            if (change.before().isPresent()) {
                image(json, "before_image", change.before().get());
            }
            if (change.after().isPresent()) {
                image(json, "after_image", change.after().get());
            }
        });
    }

    /** The key of the Kafka record: UTF-8, one JSON object of the key columns in the key's order. */
    public byte[] key(SourceChange change) {
        return write(json -> {
            List<String> columns = change.table().key();
            RowKey key = change.key();
            for (int i = 0; i < columns.size(); i++) {
                json.writeFieldName(columns.get(i));
                RowJson.value(
                        json,
                        change.table().column(columns.get(i)).kind(),
                        key.values().get(i));
            }
        });
    }

    private static void image(JsonGenerator json, String tag, SourceRow row) throws IOException {
        json.writeObjectFieldStart(tag);
        RowJson.columns(json, row);
        json.writeEndObject();
    }

    private byte[] write(Fields fields) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(factory._getBufferRecycler(), 512)) {
            JsonGenerator json = factory.createGenerator(bytes);
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
            json.close();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
    }

    /** Writes the fields of one object. */
    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }
}
