package dev.millrace.codec;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The words of a copybook from the first to the last, and errors that say where in it they are. For one thread. */
final class TokenReader {

    private static final Pattern NAME = Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9](?:[A-Za-z0-9_-]{0,28}[A-Za-z0-9])?");

    private final List<Token> tokens;
    private int position;
    private String item = "";

    TokenReader(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** What errors call the entry that is read from now on. */
    void enter(String name) {
        item = name;
    }

    String item() {
        return item;
    }

    @Nullable
    Token peek() {
        return position < tokens.size() ? tokens.get(position) : null;
    }

    /** Whether the next word is this keyword, which is then read. */
    boolean skip(String keyword) {
        boolean found = isNext(keyword);
        position += found ? 1 : 0;
        return found;
    }

    boolean isNext(String keyword) {
        @Nullable Token token = peek();
        return token != null && token.is(keyword);
    }

    /** The next word or period, which an entry cannot be without. */
    Token next(Token previous) {
        if (position >= tokens.size()) {
            throw syntax(
                    previous,
                    "the copybook ends within this entry",
                    "end the entry with a period; code right of column 72 does not count");
        }
        return tokens.get(position++);
    }

    /** The next word, which belongs to the word before. */
    Token operand(Token clause, String expected) {
        Token token = next(clause);
        if (token.isPeriod()) {
            throw unexpected(token, expected);
        }
        return token;
    }

    /** The next word, which has to be this keyword. */
    Token require(Token clause, String keyword) {
        Token token = operand(clause, keyword);
        if (!token.is(keyword)) {
            throw unexpected(token, keyword);
        }
        return token;
    }

    /** The next word, which has to be the name of an item or condition. */
    Token name(Token clause) {
        Token token = operand(clause, "a name");
        if (!NAME.matcher(token.text()).matches()) {
            throw unexpected(token, "a name of at most 30 letters, digits and inner hyphens");
        }
        return token;
    }

    CodecException unexpected(Token token, String expected) {
        return syntax(
                token,
                "'" + token.text() + "' stands where " + expected + " should",
                "correct the entry, and check that the entry before it ends with a period");
    }

    CodecException unsupported(Token token, String what) {
        return new CodecException(
                ErrorCode.COPYBOOK_UNSUPPORTED,
                place(token),
                what + " is not supported",
                "take it out if it does not change the bytes of the record; else the layout cannot be read yet");
    }

    CodecException syntax(Token token, String problem, String fix) {
        return new CodecException(ErrorCode.COPYBOOK_SYNTAX, place(token), problem, fix);
    }

    private Place place(Token token) {
        return new Place.InCopybook(token.file(), token.line(), item);
    }
}
