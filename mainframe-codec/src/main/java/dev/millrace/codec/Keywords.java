package dev.millrace.codec;

import java.util.Set;

/** Words that begin a clause, and so are no names. */
final class Keywords {

    private static final Set<String> CLAUSES =
            Set.of("PIC", "PICTURE", "USAGE", "DISPLAY", "SIGN", "LEADING", "TRAILING", "OCCURS");

    /** Known, so that the message can say that they are not implemented rather than wrong. */
    private static final Set<String> UNSUPPORTED = Set.of(("COMP COMP-1 COMP-2 COMP-3 COMP-4 COMP-5 COMP-6 COMP-X"
                    + " COMPUTATIONAL COMPUTATIONAL-1 COMPUTATIONAL-2 COMPUTATIONAL-3 COMPUTATIONAL-4 COMPUTATIONAL-5"
                    + " BINARY PACKED-DECIMAL INDEX POINTER DISPLAY-1 NATIONAL UTF-8 GROUP-USAGE"
                    + " REDEFINES RENAMES VALUE VALUES JUST JUSTIFIED BLANK SYNC SYNCHRONIZED EXTERNAL GLOBAL"
                    + " DEPENDING TO INDEXED ASCENDING DESCENDING KEY"
                    + " COPY REPLACE EXEC EJECT SKIP1 SKIP2 SKIP3")
            .split(" ", -1));

    private Keywords() {}

    /** Whether the word begins a clause that is implemented. */
    static boolean isClause(Token token) {
        return CLAUSES.contains(token.keyword());
    }

    /** Whether the word belongs to COBOL, but not to what is implemented. */
    static boolean isUnsupported(Token token) {
        return UNSUPPORTED.contains(token.keyword());
    }
}
