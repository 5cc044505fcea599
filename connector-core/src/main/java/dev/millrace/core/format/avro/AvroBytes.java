package dev.millrace.core.format.avro;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads what Avro's binary form is made of, from left to right. Nothing is made that is larger than what is left of the record, and
 * no more values than its length allows: a few hostile bytes can ask for no memory. Every method throws a {@link Rejection}
 * {@code UNDECODABLE} where the bytes are none of its kind. For one thread.
 */
public final class AvroBytes {
    static final String PLACE = "value";

    private static final int BITS_OF_A_BYTE = 7;
    private static final int LONGEST_SHIFT = 63;
    /** Values that need no byte are only as many as the schema has fields. */
    private static final int VALUES_AT_LEAST = 10_000;

    private static final int VALUES_PER_BYTE = 4;
    private static final int DEEPEST = 100;

    private final ByteBuffer bytes;
    private long valuesLeft;
    private int depth;

    /** @param bytes of one value, not to be changed */
    public AvroBytes(ByteBuffer bytes) {
        this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        this.valuesLeft = VALUES_AT_LEAST + (long) VALUES_PER_BYTE * bytes.remaining();
    }

    /** Before each value, those inside of others too. */
    void enter() throws Rejection {
        valuesLeft--;
        depth++;
        if (valuesLeft < 0 || depth > DEEPEST) {
            throw undecodable();
        }
    }

    /** After each value. */
    void leave() {
        depth--;
    }

    /** A whole number of up to 64 bits, zigzag. */
    long whole() throws Rejection {
        long bits = 0;
        for (int shift = 0; shift <= LONGEST_SHIFT; shift += BITS_OF_A_BYTE) {
            int next = require(1).get();
            if (shift == LONGEST_SHIFT && (next & 0xFE) != 0) {
                throw undecodable();
            }
            bits |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return (bits >>> 1) ^ -(bits & 1);
            }
        }
        throw undecodable();
    }

    /** A whole number of 32 bits. */
    int small() throws Rejection {
        long number = whole();
        if (number != (int) number) {
            throw undecodable();
        }
        return (int) number;
    }

    /** A whole number from 0 to a bound, which is outside. */
    int index(int bound) throws Rejection {
        int index = small();
        if (index < 0 || index >= bound) {
            throw undecodable();
        }
        return index;
    }

    boolean truth() throws Rejection {
        byte truth = require(1).get();
        if (truth != 0 && truth != 1) {
            throw undecodable();
        }
        return truth == 1;
    }

    float single() throws Rejection {
        return require(Float.BYTES).getFloat();
    }

    double dual() throws Rejection {
        return require(Double.BYTES).getDouble();
    }

    byte[] bytes() throws Rejection {
        long length = whole();
        if (length < 0 || length > bytes.remaining()) {
            throw undecodable();
        }
        return fixed((int) length);
    }

    byte[] fixed(int length) throws Rejection {
        require(length);
        byte[] read = new byte[length];
        bytes.get(read);
        return read;
    }

    /** Text; malformed UTF-8 is not replaced. */
    String text() throws Rejection {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes()))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw undecodable();
        }
    }

    /** How many items come next; 0 after the last ones. Each item takes one of the values that are left. */
    int block() throws Rejection {
        long count = whole();
        if (count < 0) {
            // The size in bytes, for those who want to skip.
            whole();
            count = -count;
        }
        if (count < 0 || count > valuesLeft) {
            throw undecodable();
        }
        return (int) count;
    }

    /** @throws Rejection where something is left */
    void end() throws Rejection {
        if (bytes.hasRemaining()) {
            throw undecodable();
        }
    }

    private ByteBuffer require(int length) throws Rejection {
        if (bytes.remaining() < length) {
            throw undecodable();
        }
        return bytes;
    }

    static Rejection undecodable() {
        return new Rejection(RejectionReason.UNDECODABLE, PLACE);
    }
}
