package dev.millrace.codec;

import java.util.Locale;

/**
 * A word of a copybook, or the period that ends an entry.
 *
 * @param text as the source spells it
 * @param file that it stands in: a copybook, or what that copies
 * @param line counted from 1
 */
record Token(String text, String file, int line) {

    static final String PERIOD = ".";

    boolean isPeriod() {
        return text.equals(PERIOD);
    }

    boolean isLiteral() {
        return text.startsWith("'") || text.startsWith("\"");
    }

    /** The text in capitals, in which keywords are written. */
    String keyword() {
        return text.toUpperCase(Locale.ROOT);
    }

    boolean is(String keyword) {
        return keyword().equals(keyword);
    }

    /** Another text in this one's place. */
    Token with(String other) {
        return new Token(other, file, line);
    }
}
