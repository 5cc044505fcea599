package dev.millrace.redis;

import dev.millrace.core.change.ChangeVersion;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Versions as they are held: fixed-width lower-case hex. */
final class VersionText {
    private static final int FEWEST_DIGITS = 2 * ChangeVersion.bytesWith(0);

    private VersionText() {}

    static byte[] bytes(ChangeVersion version) {
        return version.toHex().getBytes(StandardCharsets.ISO_8859_1);
    }

    static String of(byte[] held) {
        return new String(held, StandardCharsets.ISO_8859_1);
    }

    /** Empty where the text is no version, of whatever width. */
    static Optional<ChangeVersion> parse(String held) {
        if (held.length() < FEWEST_DIGITS || held.length() % 2 != 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(ChangeVersion.ofBytes(HexFormat.of().parseHex(held)));
        } catch (IllegalArgumentException notHexadecimal) {
            return Optional.empty();
        }
    }
}
