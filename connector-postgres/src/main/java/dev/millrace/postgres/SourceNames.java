package dev.millrace.postgres;

import java.util.regex.Pattern;

/** Names of the source's columns, as far as they may be shown and used: the name of a garbled record's column may be data. */
final class SourceNames {
    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z_][A-Za-z0-9_$#@-]{0," + (Identifier.MAX_BYTES - 1) + "}");

    private SourceNames() {}

    /** Whether it has the form of a name in SQL or COBOL, and room in the catalog. */
    static boolean isPlain(String name) {
        return PLAIN.matcher(name).matches();
    }
}
