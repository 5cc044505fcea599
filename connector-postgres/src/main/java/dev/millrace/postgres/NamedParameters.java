package dev.millrace.postgres;

/** Statements with question marks, for a server that knows parameters by name. */
final class NamedParameters {
    private NamedParameters() {}

    static String name(int place) {
        return "p" + place;
    }

    /** Every question mark outside of quotes gets the name of its place, from 1. */
    static String in(String sql) {
        StringBuilder named = new StringBuilder();
        char quote = 0;
        int place = 0;
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (quote == 0 && c == '?') {
                place++;
                named.append(':').append(name(place));
                continue;
            }
            if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            }
            named.append(c);
        }
        return named.toString();
    }
}
