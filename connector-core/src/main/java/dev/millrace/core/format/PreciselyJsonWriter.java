package dev.millrace.core.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.millrace.core.change.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** What {@link PreciselyJsonFormat} reads. */
public final class PreciselyJsonWriter implements ChangeWriter {
    /** Any will do: no two of these records share a token. */
    private static final int ORDINAL = 1;

    private final JsonFactory json = new JsonFactory();
    private final PreciselyTags tags;

    public PreciselyJsonWriter(PreciselyTags tags) {
        this.tags = tags;
    }

    @Override
    public WrittenRecord write(String table, Operation operation, String token, String image) {
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        try (JsonGenerator out = json.createGenerator(record)) {
            out.writeStartObject();
            out.writeStringField(tags.objectName(), table);
            out.writeStringField(tags.stck(), token);
            out.writeStringField(tags.operation(), operation.name().substring(0, 1));
            if (tags.ordinal().isPresent()) {
                out.writeNumberField(tags.ordinal().get(), ORDINAL);
            }
            if (operation != Operation.INSERT) {
                out.writeFieldName(tags.beforeImage());
                out.writeRawValue(image);
            }
            if (operation != Operation.DELETE) {
                out.writeFieldName(tags.afterImage());
                out.writeRawValue(image);
            }
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new WrittenRecord(record.toByteArray(), List.of());
    }
}
