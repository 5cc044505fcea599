package dev.millrace.core.format;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;

/** The kinds of order token; each table has one. */
public enum TokenKind {
    /**
     * The store clock: 16 hex digits, or 18 with the leading epoch byte of the extended clock, normalised to 9 bytes. Bit 51 of
     * the 64 counts microseconds from 1900-01-01T00:00:00Z (z/Architecture Principles of Operation, "Time-of-Day Clock").
     */
    STCK {
        private static final int BYTES = 9;
        private static final int BITS_BELOW_MICROSECOND = 12;
        private static final Instant START = Instant.parse("1900-01-01T00:00:00Z");

        @Override
        public int bytes() {
            return BYTES;
        }

        @Override
        public Optional<byte[]> parse(String text) {
            if (text.length() != 2 * BYTES && text.length() != 2 * (BYTES - 1)) {
                return Optional.empty();
            }
            try {
                byte[] digits = HexFormat.of().parseHex(text);
                byte[] token = new byte[BYTES];
                System.arraycopy(digits, 0, token, BYTES - digits.length, digits.length);
                return Optional.of(token);
            } catch (IllegalArgumentException notHexadecimal) {
                return Optional.empty();
            }
        }

        @Override
        public Instant time(byte[] token) {
            ByteBuffer clock = ByteBuffer.wrap(token);
            long epoch = Byte.toUnsignedLong(clock.get());
            // 72 bits less the ones below the microsecond fit a long.
            long microseconds =
                    epoch << (Long.SIZE - BITS_BELOW_MICROSECOND) | clock.getLong() >>> BITS_BELOW_MICROSECOND;
            return START.plus(microseconds, ChronoUnit.MICROS);
        }

        @Override
        public String text(Instant time) {
            long microseconds = ChronoUnit.MICROS.between(START, time);
            long epoch = microseconds >>> (Long.SIZE - BITS_BELOW_MICROSECOND);
            HexFormat hex = HexFormat.of().withUpperCase();
            String clock = hex.toHexDigits(microseconds << BITS_BELOW_MICROSECOND);
            return epoch == 0 ? clock : hex.toHexDigits((byte) epoch) + clock;
        }

        /** All ones is so in either width: the epoch byte of a 16-digit clock is always zero. */
        @Override
        public boolean isAllOnes(byte[] token) {
            return isFilled(token, 1, (byte) -1);
        }
    };

    /** The width of the kind's tokens. */
    public abstract int bytes();

    /** The token's bytes, of one width for the kind; empty where the text is none of this kind. */
    public abstract Optional<byte[]> parse(String text);

    /** The clock's reading, as if the clock were set to UTC. */
    public abstract Instant time(byte[] token);

    /** What the clock, as if it were set to UTC, reads at this time: as {@link #parse} takes it. */
    public abstract String text(Instant time);

    abstract boolean isAllOnes(byte[] token);

    /** Whether the token is one of the two values that stand for "none": zero or all ones. */
    public boolean isPlaceholder(byte[] token) {
        return isAllOnes(token) || isFilled(token, 0, (byte) 0);
    }

    private static boolean isFilled(byte[] token, int from, byte value) {
        for (int i = from; i < token.length; i++) {
            if (token[i] != value) {
                return false;
            }
        }
        return true;
    }
}
