package dev.millrace.codec;

import java.util.Set;

/** Words that begin a clause, and so are no names. */
final class Keywords {

    private static final Set<String> CLAUSES = Set.of(
            "PIC",
            "PICTURE",
            "USAGE",
            "SIGN",
            "LEADING",
            "TRAILING",
            "OCCURS",
            "REDEFINES",
            "SYNC",
            "SYNCHRONIZED",
            "JUST",
            "JUSTIFIED",
            "BLANK",
            "VALUE",
            "VALUES");

    /** Known, so that the message can say that they are not implemented rather than wrong. */
    private static final Set<String> UNSUPPORTED = Set.of(("COMP-6 COMP-X INDEX POINTER UTF-8 GROUP-USAGE"
                    + " RENAMES EXTERNAL GLOBAL"
                    + " DEPENDING TO INDEXED ASCENDING DESCENDING KEY"
                    + " COPY REPLACE EXEC EJECT SKIP1 SKIP2 SKIP3")
            .split(" ", -1));

    private static final Set<String> ZEROS = Set.of("ZERO", "ZEROS", "ZEROES");

    private Keywords() {}

    static boolean isZero(Token token) {
        return ZEROS.contains(token.keyword());
    }

    /** Whether the word begins a clause that is implemented. */
    static boolean isClause(Token token) {
        return CLAUSES.contains(token.keyword()) || Usage.of(token).isPresent();
    }

    /** Whether the word belongs to COBOL, but not to what is implemented. */
    static boolean isUnsupported(Token token) {
        return UNSUPPORTED.contains(token.keyword());
    }
}
