package dev.millrace.codec;

import java.util.Optional;

/** How numbers are stored, as a USAGE clause says it. */
enum Usage {
    DISPLAY,
    /** COMP-3. */
    PACKED,
    /** COMP. */
    BINARY;

    /** What the word means in a USAGE clause, where the word USAGE may be left out. */
    static Optional<Usage> of(Token token) {
        return switch (token.keyword()) {
            case "DISPLAY" -> Optional.of(DISPLAY);
            case "COMP-3", "COMPUTATIONAL-3", "PACKED-DECIMAL" -> Optional.of(PACKED);
            case "COMP", "COMPUTATIONAL", "COMP-4", "COMPUTATIONAL-4", "COMP-5", "COMPUTATIONAL-5", "BINARY" ->
                Optional.of(BINARY);
            default -> Optional.empty();
        };
    }
}
