package dev.millrace.core.format;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The store clock: 16 hex digits, or 18 with the leading epoch byte of the extended clock, normalised to 9 bytes. Bit 51 of the
 * 64 counts microseconds from 1900-01-01T00:00:00Z (z/Architecture Principles of Operation, "Time-of-Day Clock").
 */
public final class StoreClock implements TokenKind {
    /** It has no state. */
    public static final StoreClock STCK = new StoreClock();

    private static final int BYTES = 9;
    private static final int BITS_BELOW_MICROSECOND = 12;
    private static final Instant START = Instant.parse("1900-01-01T00:00:00Z");

    private StoreClock() {}

    @Override
    public int bytes() {
        return BYTES;
    }

    /** The token's bytes; empty where the text is none of this kind. */
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
    public Optional<Instant> time(byte[] token) {
        ByteBuffer clock = ByteBuffer.wrap(token);
        long epoch = Byte.toUnsignedLong(clock.get());
        // 72 bits less the ones below the microsecond fit a long.
        long microseconds = epoch << (Long.SIZE - BITS_BELOW_MICROSECOND) | clock.getLong() >>> BITS_BELOW_MICROSECOND;
        return Optional.of(START.plus(microseconds, ChronoUnit.MICROS));
    }

    /** What a source would write at this time: later times have later tokens, to the microsecond. */
    public String text(Instant time) {
        long microseconds = ChronoUnit.MICROS.between(START, time);
        long epoch = microseconds >>> (Long.SIZE - BITS_BELOW_MICROSECOND);
        HexFormat hex = HexFormat.of().withUpperCase();
        String clock = hex.toHexDigits(microseconds << BITS_BELOW_MICROSECOND);
        return epoch == 0 ? clock : hex.toHexDigits((byte) epoch) + clock;
    }

    /** All ones is so in either width: the epoch byte of a 16-digit clock is always zero. */
    @Override
    public boolean isPlaceholder(byte[] token) {
        return TokenKind.isFilled(token, 1, (byte) -1) || TokenKind.isFilled(token, 0, (byte) 0);
    }
}
