package dev.millrace.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the entries of a copybook: level number, name and clauses up to the period. */
final class EntryParser {

    private static final int MAX_LEVEL = 49;
    private static final Set<Integer> SPECIAL_LEVELS = Set.of(77, 78);
    private static final Pattern NAME = Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9](?:[A-Za-z0-9_-]{0,28}[A-Za-z0-9])?");

    private final String file;
    private final List<Token> tokens;
    private int position;
    private String item = "";

    private EntryParser(String file, List<Token> tokens) {
        this.file = file;
        this.tokens = tokens;
    }

    static List<DataEntry> parse(String file, String source) {
        EntryParser parser = new EntryParser(file, Lexer.tokens(file, source));
        List<DataEntry> entries = new ArrayList<>();
        while (parser.position < parser.tokens.size()) {
            if (!parser.skipNamed()) {
                entries.add(parser.entry());
            }
        }
        return entries;
    }

    /** Condition names (88) and other names for bytes that have one (66): nothing of either is stored. */
    private boolean skipNamed() {
        Token start = tokens.get(position);
        boolean condition = start.text().equals("88");
        if (!condition && !start.text().equals("66")) {
            return false;
        }
        position++;
        item = start.text();
        if (name().equals(Item.FILLER)) {
            throw unexpected(operand(start, "a name"), "a name");
        }
        Token clause = operand(start, condition ? "VALUE" : "RENAMES");
        boolean expected = condition
                ? clause.keyword().equals("VALUE") || clause.keyword().equals("VALUES")
                : clause.keyword().equals("RENAMES");
        if (!expected) {
            throw unexpected(clause, condition ? "VALUE" : "RENAMES");
        }
        Token token = operand(clause, condition ? "a literal" : "a name");
        while (!token.isPeriod()) {
            token = next(token);
        }
        return true;
    }

    private DataEntry entry() {
        Token start = tokens.get(position++);
        item = start.text();
        int level = level(start);
        item = name();
        EntryClauses clauses = new EntryClauses();
        for (Token token = next(start); !token.isPeriod(); token = next(start)) {
            clause(token, clauses);
        }
        return new DataEntry(
                level,
                item,
                start.line(),
                clauses.picture,
                clauses.usage,
                clauses.sign,
                clauses.occurs(),
                clauses.justified != null,
                clauses.blankWhenZero != null);
    }

    private int level(Token token) {
        @Nullable Integer level = Numbers.positive(token.text());
        if (level == null) {
            throw Keywords.isUnsupported(token)
                    ? unsupported(token, token.keyword())
                    : unexpected(token, "a level number");
        }
        if (SPECIAL_LEVELS.contains(level)) {
            throw unsupported(token, "level " + level);
        }
        if (level > MAX_LEVEL || token.text().length() > 2) {
            throw unexpected(token, "a level number from 01 to 49");
        }
        return level;
    }

    private String name() {
        @Nullable Token token = peek();
        if (token == null || token.isPeriod() || Keywords.isClause(token) || Keywords.isUnsupported(token)) {
            return Item.FILLER;
        }
        if (!NAME.matcher(token.text()).matches()) {
            throw unexpected(token, "a name of at most 30 letters, digits and inner hyphens");
        }
        position++;
        return token.text();
    }

    private void clause(Token token, EntryClauses clauses) {
        switch (token.keyword()) {
            case "PIC", "PICTURE" -> {
                skip("IS");
                Token picture = operand(token, "a picture");
                once(clauses.picture, token);
                clauses.picture = PictureParser.parse(file, item, picture);
            }
            case "USAGE" -> {
                skip("IS");
                usage(operand(token, "a usage"), clauses);
            }
            case "SIGN" -> {
                skip("IS");
                sign(operand(token, "LEADING or TRAILING"), clauses);
            }
            case "LEADING", "TRAILING" -> sign(token, clauses);
            case "OCCURS" -> {
                once(clauses.times, token);
                Token times = operand(token, "a number of at least 1");
                clauses.times = Numbers.positive(times.text());
                if (clauses.times == null) {
                    throw unexpected(times, "a number of at least 1");
                }
                skip("TIMES");
            }
            case "JUST", "JUSTIFIED" -> {
                once(clauses.justified, token);
                clauses.justified = token;
                skip("RIGHT");
            }
            case "BLANK" -> {
                once(clauses.blankWhenZero, token);
                clauses.blankWhenZero = token;
                skip("WHEN");
                Token zero = operand(token, "ZERO");
                if (!Keywords.isZero(zero)) {
                    throw unexpected(zero, "ZERO");
                }
            }
            case "VALUE", "VALUES" -> {
                once(clauses.value, token);
                clauses.value = token;
                skip("IS");
                skip("ARE");
                // What a program starts with is none of a data set's business.
                if (operand(token, "a literal").keyword().equals("ALL")) {
                    operand(token, "a literal");
                }
            }
            default -> {
                if (Usage.of(token).isEmpty()) {
                    throw Keywords.isUnsupported(token)
                            ? unsupported(token, token.keyword())
                            : unexpected(token, "a clause or a period");
                }
                usage(token, clauses);
            }
        }
    }

    private void usage(Token token, EntryClauses clauses) {
        once(clauses.usage, token);
        clauses.usage = Usage.of(token)
                .orElseThrow(() -> Keywords.isUnsupported(token)
                        ? unsupported(token, "USAGE " + token.keyword())
                        : unexpected(token, "a usage such as DISPLAY, COMP or COMP-3"));
    }

    private void sign(Token token, EntryClauses clauses) {
        once(clauses.sign, token);
        boolean leading = token.keyword().equals("LEADING");
        if (!leading && !token.keyword().equals("TRAILING")) {
            throw unexpected(token, "LEADING or TRAILING");
        }
        if (skip("SEPARATE")) {
            skip("CHARACTER");
            clauses.sign = leading ? SignPlacement.LEADING_SEPARATE : SignPlacement.TRAILING_SEPARATE;
        } else {
            clauses.sign = leading ? SignPlacement.LEADING : SignPlacement.TRAILING;
        }
    }

    private void once(@Nullable Object earlier, Token token) {
        if (earlier != null) {
            throw error(
                    ErrorCode.COPYBOOK_SYNTAX,
                    token,
                    "the entry has two clauses of the kind " + token.keyword(),
                    "keep one of them");
        }
    }

    private @Nullable Token peek() {
        return position < tokens.size() ? tokens.get(position) : null;
    }

    private boolean skip(String keyword) {
        @Nullable Token token = peek();
        boolean found = token != null && token.keyword().equals(keyword);
        position += found ? 1 : 0;
        return found;
    }

    private Token operand(Token clause, String expected) {
        Token token = next(clause);
        if (token.isPeriod()) {
            throw unexpected(token, expected);
        }
        return token;
    }

    private Token next(Token previous) {
        if (position >= tokens.size()) {
            throw error(
                    ErrorCode.COPYBOOK_SYNTAX,
                    previous,
                    "the copybook ends within this entry",
                    "end the entry with a period; code right of column 72 does not count");
        }
        return tokens.get(position++);
    }

    private CodecException unexpected(Token token, String expected) {
        return error(
                ErrorCode.COPYBOOK_SYNTAX,
                token,
                "'" + token.text() + "' stands where " + expected + " should",
                "correct the entry, and check that the entry before it ends with a period");
    }

    private CodecException unsupported(Token token, String what) {
        return error(
                ErrorCode.COPYBOOK_UNSUPPORTED,
                token,
                what + " is not supported",
                "take it out if it does not change the bytes of the record; else the layout cannot be read yet");
    }

    private CodecException error(ErrorCode code, Token token, String problem, String fix) {
        return new CodecException(code, new Place.InCopybook(file, token.line(), item), problem, fix);
    }
}
