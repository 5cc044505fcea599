package dev.millrace.core.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import dev.millrace.core.format.RecordRules.LeftOutColumns;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where records that are JSON objects have the fields that a format needs. Fields are declared, then records are read; what was not
 * declared is passed over, what was declared stands at most once. Safe for all threads once everything is declared.
 */
public final class JsonEnvelope {
    private final JsonObject json = new JsonObject();
    private final LeftOutColumns leftOut;
    private final Fields root = new Fields();
    private int texts;
    private int images;
    private int slices;

    /** What an object has, by name. */
    private static final class Fields {
        private final Map<String, Field> named = new HashMap<>();
    }

    /** Exactly one of them: a place for text, for an image or for a slice, or an object with fields of its own. */
    private record Field(
            String name,
            int text,
            int image,
            int slice,
            @Nullable Fields within) {}

    /** @param leftOut what a column means that an image does not have */
    public JsonEnvelope(LeftOutColumns leftOut) {
        this.leftOut = leftOut;
    }

    /**
     * Declares a field of text or a number.
     *
     * @param path names from the outermost object inwards
     */
    public JsonText text(String... path) {
        Fields parent = parent(path);
        String name = path[path.length - 1];
        Field field = parent.named.computeIfAbsent(name, any -> new Field(name, texts++, -1, -1, null));
        return new JsonText(name, field.text);
    }

    /** Declares a field that is a row. */
    public JsonImage image(String... path) {
        Fields parent = parent(path);
        String name = path[path.length - 1];
        parent.named.put(name, new Field(name, -1, images, -1, null));
        return new JsonImage(name, images++);
    }

    /** Declares a field that is an object, and is kept as it is written. */
    public JsonSlice slice(String... path) {
        Fields parent = parent(path);
        String name = path[path.length - 1];
        parent.named.put(name, new Field(name, -1, -1, slices, null));
        return new JsonSlice(name, slices++);
    }

    private Fields parent(String... path) {
        Fields parent = root;
        for (int i = 0; i < path.length - 1; i++) {
            Field field = parent.named.computeIfAbsent(path[i], name -> new Field(name, -1, -1, -1, new Fields()));
            if (field.within == null) {
                throw new IllegalArgumentException("declared as no object: " + path[i]);
            }
            parent = field.within;
        }
        return parent;
    }

    /** @throws Rejection where the bytes are not one JSON object, or a declared field is of another kind or there twice */
    public Read read(byte @Nullable [] value) throws Rejection {
        return json.read(value, "value", parser -> {
            Read read =
                    new Read(new @Nullable String[texts], new @Nullable Row[images], new @Nullable ByteBuffer[slices]);
            object(parser, value, root, read);
            return read;
        });
    }

    private void object(JsonParser parser, byte @Nullable [] value, Fields fields, Read read)
            throws IOException, Rejection {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            Field field = fields.named.get(parser.currentName());
            JsonToken token = parser.nextToken();
            if (field == null) {
                parser.skipChildren();
            } else if (token != JsonToken.VALUE_NULL) {
                field(parser, value, token, field, read);
            }
        }
    }

    private void field(JsonParser parser, byte @Nullable [] value, JsonToken token, Field field, Read read)
            throws IOException, Rejection {
        boolean isObject = token == JsonToken.START_OBJECT;
        if (field.text >= 0 && token.isScalarValue() && read.texts[field.text] == null) {
            read.texts[field.text] = parser.getText();
        } else if (field.image >= 0 && isObject && read.images[field.image] == null) {
            read.images[field.image] = JsonRow.read(parser, leftOut, field.name);
        } else if (field.slice >= 0 && isObject && read.slices[field.slice] == null) {
            read.slices[field.slice] = sliced(parser, value);
        } else if (field.within != null && isObject) {
            object(parser, value, field.within, read);
        } else {
            throw new Rejection(RejectionReason.UNDECODABLE, field.name);
        }
    }

    private static ByteBuffer sliced(JsonParser parser, byte @Nullable [] value) throws IOException {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        int to = (int) parser.currentLocation().getByteOffset();
        return ByteBuffer.wrap(value, from, to - from);
    }

    /** A declared field of text. */
    public record JsonText(String name, int index) {}

    /** A declared field that is a row. */
    public record JsonImage(String name, int index) {}

    /** A declared field that is kept as it is written. */
    public record JsonSlice(String name, int index) {}

    /** The declared fields of one record. Null and absent are one. */
    public static final class Read {
        private final @Nullable String[] texts;
        private final @Nullable Row[] images;
        private final @Nullable ByteBuffer[] slices;

        private Read(@Nullable String[] texts, @Nullable Row[] images, @Nullable ByteBuffer[] slices) {
            this.texts = texts;
            this.images = images;
            this.slices = slices;
        }

        public Optional<String> text(JsonText field) {
            return Optional.ofNullable(texts[field.index]);
        }

        public Optional<Row> image(JsonImage field) {
            return Optional.ofNullable(images[field.index]);
        }

        /** The bytes of the record itself, not to be changed. */
        public Optional<ByteBuffer> slice(JsonSlice field) {
            return Optional.ofNullable(slices[field.index]);
        }
    }
}
