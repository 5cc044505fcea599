package dev.millrace.core.format;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A place in the source's log, as an unsigned number. It has no clock in it. As text hexadecimal digits.
 *
 * @param bytes its width, at least 8
 */
public record LogPosition(int bytes) implements TokenKind {

    @Override
    public Optional<byte[]> parse(String text) {
        if (text.length() != 2 * bytes) {
            return Optional.empty();
        }
        try {
            return Optional.of(HexFormat.of().parseHex(text));
        } catch (IllegalArgumentException notHexadecimal) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Instant> time(byte[] token) {
        return Optional.empty();
    }

    /** Microseconds since 1970, which are below the places of no log that has begun long ago. */
    @Override
    public String text(Instant time) {
        byte[] token = new byte[bytes];
        ByteBuffer.wrap(token).putLong(bytes - Long.BYTES, ChronoUnit.MICROS.between(Instant.EPOCH, time));
        return HexFormat.of().formatHex(token);
    }
}
