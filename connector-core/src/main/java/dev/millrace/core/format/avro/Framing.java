package dev.millrace.core.format.avro;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** What stands before a value to name its schema, as each registry's serializers write it. */
public enum Framing {
    /** A zero, then the schema's number in 4 bytes. */
    CONFLUENT(0, 1 + Integer.BYTES),
    /** A three, how the value is compressed, then the schema version's UUID in 16 bytes. */
    GLUE(3, 2 + 2 * Long.BYTES);

    /** Where what is rejected stands. */
    public static final String PLACE = "framing";

    private static final byte PLAIN = 0;
    private static final byte ZLIB = 5;

    /** Of a value, once it is inflated: a few bytes can say that they are gigabytes. */
    private static final int LONGEST = 16 << 20;

    private static final int CHUNK = 8_192;

    private final int magic;
    private final int length;

    Framing(int magic, int length) {
        this.magic = magic;
        this.length = length;
    }

    /** A record without its frame. */
    public record Framed(String schemaId, ByteBuffer value) {}

    /** The one that a record seems to have. */
    public static Optional<Framing> of(byte[] record) {
        for (Framing framing : values()) {
            if (framing.fits(record)) {
                return Optional.of(framing);
            }
        }
        return Optional.empty();
    }

    private boolean fits(byte[] record) {
        return record.length > length
                && record[0] == magic
                && (this == CONFLUENT || record[1] == PLAIN || record[1] == ZLIB);
    }

    /** @throws Rejection {@code UNDECODABLE} where it is none of this framing */
    public Framed read(byte[] record) throws Rejection {
        if (!fits(record)) {
            throw new Rejection(RejectionReason.UNDECODABLE, PLACE);
        }
        ByteBuffer bytes = ByteBuffer.wrap(record).position(1);
        if (this == CONFLUENT) {
            return new Framed(Integer.toUnsignedString(bytes.getInt()), bytes);
        }
        boolean isPlain = bytes.get() == PLAIN;
        String id = new UUID(bytes.getLong(), bytes.getLong()).toString();
        return new Framed(id, isPlain ? bytes : ByteBuffer.wrap(inflated(bytes)));
    }

    private static byte[] inflated(ByteBuffer compressed) throws Rejection {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(compressed);
            ByteArrayOutputStream value = new ByteArrayOutputStream();
            byte[] chunk = new byte[CHUNK];
            while (!inflater.finished()) {
                int count = inflater.inflate(chunk);
                if (value.size() + count > LONGEST || (count == 0 && !inflater.finished())) {
                    throw new Rejection(RejectionReason.UNDECODABLE, PLACE);
                }
                value.write(chunk, 0, count);
            }
            return value.toByteArray();
        } catch (DataFormatException malformed) {
            throw new Rejection(RejectionReason.UNDECODABLE, PLACE);
        } finally {
            inflater.end();
        }
    }
}
