package dev.millrace.postgres;

/** A name in SQL. */
final class Identifier {
    /** Longer names are cut by the server without an error. */
    static final int MAX_BYTES = 63;

    private Identifier() {}

    static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
