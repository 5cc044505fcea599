package dev.millrace.simulator.unit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes parts of units of work as {@link PartReader} reads them; {@code docs/pipeline.md} has the layout. Names of objects stand
 * once in a part. Owned by one thread.
 */
public final class PartWriter {
    static final int LAST = 1;
    static final int BEFORE = 1;
    static final int AFTER = 2;
    static final int PARENT_KEY = 4;

    /** An object with its schema, as a part lists them. */
    record Described(String object, String schema) {}

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 12);

    /** The bytes of a part. */
    public byte[] write(UnitPart part) {
        bytes.reset();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            header(part.header(), out);
            Map<Described, Integer> places = new LinkedHashMap<>();
            for (CapturedChange change : part.changes()) {
                places.putIfAbsent(new Described(change.object(), change.schema()), places.size());
            }
            out.writeShort(places.size());
            for (Described described : places.keySet()) {
                text(described.object(), out);
                text(described.schema(), out);
            }
            for (CapturedChange change : part.changes()) {
                out.writeShort(places.getOrDefault(new Described(change.object(), change.schema()), 0));
                change(change, out);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void header(PartHeader header, DataOutputStream out) throws IOException {
        out.writeByte(header.last() ? LAST : 0);
        out.writeLong(header.unit());
        out.writeLong(header.stck());
        out.writeLong(header.position());
        out.writeLong(header.firstOrdinal());
        out.writeInt(header.changes());
    }

    private static void change(CapturedChange change, DataOutputStream out) throws IOException {
        out.writeByte(change.kind().code());
        int present = (change.kind().hasBefore() ? BEFORE : 0)
                | (change.kind().hasAfter() ? AFTER : 0)
                | (change.parentKey().length > 0 ? PARENT_KEY : 0);
        out.writeByte(present);
        bytes(change.before(), out);
        bytes(change.after(), out);
        bytes(change.parentKey(), out);
    }

    private static void bytes(byte[] value, DataOutputStream out) throws IOException {
        if (value.length > 0) {
            out.writeInt(value.length);
            out.write(value);
        }
    }

    private static void text(String value, DataOutputStream out) throws IOException {
        byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
        if (encoded.length > 0xFFFF) {
            throw new IllegalArgumentException("a name of " + encoded.length + " bytes");
        }
        out.writeShort(encoded.length);
        out.write(encoded);
    }
}
