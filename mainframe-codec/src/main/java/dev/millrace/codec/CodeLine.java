package dev.millrace.codec;

/**
 * A line of source without what is no code, and with the lines that continue it.
 *
 * @param number of the first line, counted from 1
 */
record CodeLine(String code, int number) {

    /** Whether a literal is begun and not ended, so that blanks at the end of the line belong to it. */
    boolean endsWithinLiteral() {
        char open = ' ';
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if (open == ' ' && (c == '\'' || c == '"')) {
                open = c;
            } else if (c == open) {
                open = ' ';
            }
        }
        return open != ' ';
    }

    /** This line and one with a hyphen in column 7, which goes on where this one ends. */
    CodeLine continuedBy(String next, int columns) {
        String more = next.stripLeading();
        if (!endsWithinLiteral()) {
            return new CodeLine(code.stripTrailing() + more, number);
        }
        // The quote at its beginning is not part of the literal.
        return new CodeLine(code + " ".repeat(columns) + more.substring(Math.min(1, more.length())), number);
    }
}
