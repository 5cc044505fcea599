package dev.millrace.codec;

import java.util.Optional;

/** How numbers are stored, as a USAGE clause says it. */
enum Usage {
    DISPLAY,
    /** COMP-3. */
    PACKED,
    /** COMP. */
    BINARY,
    NATIONAL,
    /** DISPLAY-1. */
    DOUBLE_BYTE,
    /** COMP-1. */
    SHORT_FLOAT,
    /** COMP-2. */
    LONG_FLOAT;

    /** Whether the usage alone says everything, and a picture would be too much. */
    boolean isFloat() {
        return this == SHORT_FLOAT || this == LONG_FLOAT;
    }

    /** What the word means in a USAGE clause, where the word USAGE may be left out. */
    static Optional<Usage> of(Token token) {
        return switch (token.keyword()) {
            case "DISPLAY" -> Optional.of(DISPLAY);
            case "COMP-3", "COMPUTATIONAL-3", "PACKED-DECIMAL" -> Optional.of(PACKED);
            case "COMP", "COMPUTATIONAL", "COMP-4", "COMPUTATIONAL-4", "COMP-5", "COMPUTATIONAL-5", "BINARY" ->
                Optional.of(BINARY);
            case "NATIONAL" -> Optional.of(NATIONAL);
            case "DISPLAY-1" -> Optional.of(DOUBLE_BYTE);
            case "COMP-1", "COMPUTATIONAL-1" -> Optional.of(SHORT_FLOAT);
            case "COMP-2", "COMPUTATIONAL-2" -> Optional.of(LONG_FLOAT);
            default -> Optional.empty();
        };
    }
}
