package dev.millrace.core.target;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * Values of the source as JSON without blanks: numbers with every digit, names as the source writes them. What JSON has no kind for is
 * text: dates and times as ISO writes them, without zeros at the end of a fraction, bytes as hexadecimal digits.
 */
final class JsonText {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_CONTENT).build();

    private static final int NANO_DIGITS = 9;
    private static final int PICO_DIGITS = 12;

    private final JsonGenerator json;
    private final String place;

    private JsonText(JsonGenerator json, String place) {
        this.json = json;
        this.place = place;
    }

    /** @throws Rejection {@code COLUMN_DUPLICATE} where a group has a name twice, {@code VALUE_TYPE} for what JSON has not */
    static String of(Value value, String place) throws Rejection {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            new JsonText(json, place).write(value);
        } catch (IOException noWriterInMemoryThrowsIt) {
            throw new UncheckedIOException(noWriterInMemoryThrowsIt);
        }
        return text.toString();
    }

    private void write(Value value) throws IOException, Rejection {
        if (value == Value.Null.NULL) {
            json.writeNull();
        } else if (value instanceof Value.Decimal decimal) {
            // Not plain: an exponent can stand for a billion zeros.
            json.writeNumber(decimal.number().toString());
        } else if (value instanceof Value.Bool bool) {
            json.writeBoolean(bool.truth());
        } else if (value instanceof Value.Items items) {
            json.writeStartArray();
            for (Value item : items.values()) {
                write(item);
            }
            json.writeEndArray();
        } else if (value instanceof Value.Fields fields) {
            write(fields.row());
        } else {
            json.writeString(text(value));
        }
    }

    private void write(Row row) throws IOException, Rejection {
        Set<String> names = new HashSet<>();
        json.writeStartObject();
        for (int i = 0; i < row.size(); i++) {
            if (!names.add(row.name(i))) {
                throw new Rejection(RejectionReason.COLUMN_DUPLICATE, place);
            }
            TextType.requireWhole(row.name(i), place);
            json.writeFieldName(row.name(i));
            write(row.value(i));
        }
        json.writeEndObject();
    }

    /** @param iso with a fraction */
    private static String shortened(String iso) {
        int end = iso.length();
        while (iso.charAt(end - 1) == '0') {
            end--;
        }
        return iso.substring(0, iso.charAt(end - 1) == '.' ? end - 1 : end);
    }

    private String text(Value value) throws Rejection {
        if (value instanceof Value.Text text) {
            TextType.requireWhole(text.text(), place);
            return text.text();
        }
        if (value instanceof Value.Date date) {
            return IsoText.of(date);
        }
        if (value instanceof Value.Time time) {
            return shortened(IsoText.of(time, NANO_DIGITS));
        }
        if (value instanceof Value.Timestamp timestamp) {
            return shortened(IsoText.of(timestamp, PICO_DIGITS));
        }
        if (value instanceof Value.Binary binary) {
            return HexFormat.of().formatHex(binary.bytes());
        }
        throw new Rejection(RejectionReason.VALUE_TYPE, place);
    }
}
