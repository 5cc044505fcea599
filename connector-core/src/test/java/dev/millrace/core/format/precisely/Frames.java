package dev.millrace.core.format.precisely;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.zip.DeflaterOutputStream;

/** What each registry's serializers write before a value. */
final class Frames {
    static final UUID GLUE_ID = UUID.fromString("b7b4a7f0-9c96-4e4a-a687-fb5de9ef0c63");

    private Frames() {}

    static byte[] confluent(int id, byte[] value) {
        return ByteBuffer.allocate(5 + value.length)
                .put((byte) 0)
                .putInt(id)
                .put(value)
                .array();
    }

    static byte[] glue(byte[] value) {
        return glue((byte) 0, value);
    }

    static byte[] deflated(byte[] value) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(compressed)) {
            out.write(value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return glue((byte) 5, compressed.toByteArray());
    }

    private static byte[] glue(byte compression, byte[] value) {
        return ByteBuffer.allocate(18 + value.length)
                .put((byte) 3)
                .put(compression)
                .putLong(GLUE_ID.getMostSignificantBits())
                .putLong(GLUE_ID.getLeastSignificantBits())
                .put(value)
                .array();
    }
}
