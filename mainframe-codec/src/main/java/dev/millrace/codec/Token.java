package dev.millrace.codec;

import java.util.Locale;

/**
 * A word of a copybook, or the period that ends an entry.
 *
 * @param text as the source spells it
 * @param line counted from 1
 */
record Token(String text, int line) {

    static final String PERIOD = ".";

    boolean isPeriod() {
        return text.equals(PERIOD);
    }

    /** The text in capitals, in which keywords are written. */
    String keyword() {
        return text.toUpperCase(Locale.ROOT);
    }
}
