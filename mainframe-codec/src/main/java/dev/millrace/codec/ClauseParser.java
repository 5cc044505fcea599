package dev.millrace.codec;

import org.jspecify.annotations.Nullable;

/** Reads the clauses of data description entries. */
final class ClauseParser {

    private final TokenReader reader;
    private final OccursParser occurs;
    private final LiteralParser literals;

    ClauseParser(TokenReader reader) {
        this.reader = reader;
        this.occurs = new OccursParser(reader);
        this.literals = new LiteralParser(reader);
    }

    /** Reads the clause that begins with a word into those of its entry. */
    void parse(Token token, EntryClauses clauses) {
        switch (token.keyword()) {
            case "PIC", "PICTURE" -> {
                reader.skip("IS");
                Token picture = reader.operand(token, "a picture");
                once(clauses.picture, token);
                clauses.picture = PictureParser.parse(reader.item(), picture);
            }
            case "USAGE" -> {
                reader.skip("IS");
                usage(reader.operand(token, "a usage"), clauses);
            }
            case "SIGN" -> {
                reader.skip("IS");
                sign(reader.operand(token, "LEADING or TRAILING"), clauses);
            }
            case "LEADING", "TRAILING" -> sign(token, clauses);
            case "OCCURS" -> {
                once(clauses.occurs, token);
                clauses.occurs = occurs.parse(token);
            }
            case "REDEFINES" -> {
                once(clauses.redefines, token);
                clauses.redefines = reader.name(token);
            }
            case "SYNC", "SYNCHRONIZED" -> {
                once(clauses.synchronizedClause, token);
                clauses.synchronizedClause = token;
                if (!reader.skip("LEFT")) {
                    reader.skip("RIGHT");
                }
            }
            case "JUST", "JUSTIFIED" -> {
                once(clauses.justified, token);
                clauses.justified = token;
                reader.skip("RIGHT");
            }
            case "BLANK" -> {
                once(clauses.blankWhenZero, token);
                clauses.blankWhenZero = token;
                reader.skip("WHEN");
                Token zero = reader.operand(token, "ZERO");
                if (!Keywords.isZero(zero)) {
                    throw reader.unexpected(zero, "ZERO");
                }
            }
            case "VALUE", "VALUES" -> {
                once(clauses.value, token);
                clauses.value = token;
                reader.skip("IS");
                reader.skip("ARE");
                // What a program starts with is none of a data set's business.
                literals.parse(token);
            }
            default -> {
                if (Usage.of(token).isEmpty()) {
                    throw Keywords.isUnsupported(token)
                            ? reader.unsupported(token, token.keyword())
                            : reader.unexpected(token, "a clause or a period");
                }
                usage(token, clauses);
            }
        }
    }

    private void usage(Token token, EntryClauses clauses) {
        once(clauses.usage, token);
        clauses.usage = Usage.of(token)
                .orElseThrow(() -> Keywords.isUnsupported(token)
                        ? reader.unsupported(token, "USAGE " + token.keyword())
                        : reader.unexpected(token, "a usage such as DISPLAY, COMP or COMP-3"));
    }

    private void sign(Token token, EntryClauses clauses) {
        once(clauses.sign, token);
        boolean leading = token.is("LEADING");
        if (!leading && !token.is("TRAILING")) {
            throw reader.unexpected(token, "LEADING or TRAILING");
        }
        if (reader.skip("SEPARATE")) {
            reader.skip("CHARACTER");
            clauses.sign = leading ? SignPlacement.LEADING_SEPARATE : SignPlacement.TRAILING_SEPARATE;
        } else {
            clauses.sign = leading ? SignPlacement.LEADING : SignPlacement.TRAILING;
        }
    }

    private void once(@Nullable Object earlier, Token token) {
        if (earlier != null) {
            throw reader.syntax(token, "the entry has two clauses of the kind " + token.keyword(), "keep one of them");
        }
    }
}
