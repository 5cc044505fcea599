package dev.millrace.codec;

import java.util.HexFormat;

/** Bytes of a field for a message. */
final class Hex {

    /** Enough for every number; of longer text the start has to do. */
    private static final int SHOWN = 64;

    private static final HexFormat FORMAT = HexFormat.of().withUpperCase();

    private Hex() {}

    static String of(byte[] buffer, int position, int length) {
        String shown = FORMAT.formatHex(buffer, position, position + Math.min(length, SHOWN));
        return length > SHOWN ? shown + "..." : shown;
    }
}
