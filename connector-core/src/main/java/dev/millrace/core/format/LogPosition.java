package dev.millrace.core.format;

import java.time.Instant;
import java.util.Optional;

/**
 * A place in the source's log, as an unsigned number. It has no clock in it.
 *
 * @param bytes its width
 */
public record LogPosition(int bytes) implements TokenKind {

    @Override
    public Optional<Instant> time(byte[] token) {
        return Optional.empty();
    }
}
