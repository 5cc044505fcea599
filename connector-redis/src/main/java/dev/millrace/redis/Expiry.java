package dev.millrace.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** How the procedures are told when a key expires. */
final class Expiry {
    private Expiry() {}

    /** Milliseconds; no bytes where it never does. */
    static byte[] argument(Optional<Duration> time) {
        return time.map(Duration::toMillis)
                .map(millis -> Long.toString(millis).getBytes(StandardCharsets.US_ASCII))
                .orElse(new byte[0]);
    }
}
