package dev.millrace.core.change;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The place of a change in the order of its source: epoch (2 bytes), token (a width fixed by its kind), ordinal (8) and
 * revision (2), compared as unsigned bytes. All versions of one table have one width. Immutable.
 */
public final class ChangeVersion implements Comparable<ChangeVersion> {
    private static final int FIXED_BYTES = Short.BYTES + Long.BYTES + Short.BYTES;
    private static final int UNSIGNED_SHORT_MAX = 0xFFFF;

    private final byte[] bytes;

    private ChangeVersion(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @param epoch 0 to 65,535; raised by the operator when the source's order restarts
     * @param token the change's order at its source; copied
     * @param ordinal the change's place within its token, as an unsigned number
     * @param revision 0 to 65,535; of the mapping that made the record
     */
    public static ChangeVersion of(int epoch, byte[] token, long ordinal, int revision) {
        requireUnsignedShort("epoch", epoch);
        requireUnsignedShort("revision", revision);
        byte[] bytes = new byte[token.length + FIXED_BYTES];
        ByteBuffer.wrap(bytes)
                .putShort((short) epoch)
                .put(token)
                .putLong(ordinal)
                .putShort((short) revision);
        return new ChangeVersion(bytes);
    }

    /** The width of versions whose tokens have this one. */
    public static int bytesWith(int tokenBytes) {
        return tokenBytes + FIXED_BYTES;
    }

    /** The version whose stored bytes are these; copied. */
    public static ChangeVersion ofBytes(byte[] bytes) {
        if (bytes.length < FIXED_BYTES) {
            throw new IllegalArgumentException("a version has at least " + FIXED_BYTES + " bytes, not " + bytes.length);
        }
        return new ChangeVersion(bytes.clone());
    }

    /** The stored form, a copy. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** Fixed-width lower-case hex: its text order is the version's order. */
    public String toHex() {
        return HexFormat.of().formatHex(bytes);
    }

    /** Whether epoch and token are the other's: then only ordinal and revision tell the two apart. */
    public boolean hasTokenOf(ChangeVersion other) {
        int token = bytes.length - Long.BYTES - Short.BYTES;
        return bytes.length == other.bytes.length && Arrays.equals(bytes, 0, token, other.bytes, 0, token);
    }

    /** Whether the source has put the change in an order: a row of the initial load has a token of zeros. */
    public boolean hasToken() {
        for (int i = Short.BYTES; i < bytes.length - Long.BYTES - Short.BYTES; i++) {
            if (bytes[i] != 0) {
                return true;
            }
        }
        return false;
    }

    /** The change's place within its token, as an unsigned number. */
    public long ordinal() {
        return ByteBuffer.wrap(bytes).getLong(bytes.length - Long.BYTES - Short.BYTES);
    }

    public boolean isNewerThan(ChangeVersion other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(ChangeVersion other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChangeVersion that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return toHex();
    }

    private static void requireUnsignedShort(String what, int value) {
        if (value < 0 || value > UNSIGNED_SHORT_MAX) {
            throw new IllegalArgumentException(what + " outside 0 to " + UNSIGNED_SHORT_MAX + ": " + value);
        }
    }
}
