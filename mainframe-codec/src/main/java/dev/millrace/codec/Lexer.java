package dev.millrace.codec;

import java.util.ArrayList;
import java.util.List;

/** Cuts the source of a copybook into words and periods. */
final class Lexer {

    /** What pseudo-text of COPY REPLACING stands between. */
    static final String PSEUDO_TEXT = "==";

    private final String file;
    private final List<Token> tokens = new ArrayList<>();

    private Lexer(String file) {
        this.file = file;
    }

    static List<Token> tokens(String file, String source) {
        Lexer lexer = new Lexer(file);
        for (CodeLine line : SourceText.lines(file, source)) {
            lexer.addWords(line.code(), line.number());
        }
        return lexer.tokens;
    }

    private void addWords(String code, int line) {
        int i = 0;
        while (i < code.length()) {
            char c = code.charAt(i);
            if (c <= ' ' || (isSeparator(c) && (endsWord(code, i + 1) || isQuote(code.charAt(i + 1))))) {
                i++;
            } else if (code.startsWith("*>", i)) {
                return;
            } else {
                int end = end(code, i);
                tokens.add(new Token(code.substring(i, end), file, line));
                i = end;
            }
        }
    }

    private static int end(String code, int start) {
        char c = code.charAt(start);
        if (code.startsWith(PSEUDO_TEXT, start)) {
            return start + PSEUDO_TEXT.length();
        }
        if (c == '.' && endsWord(code, start + 1)) {
            return start + 1;
        }
        boolean prefixed = "XxNnGgZz".indexOf(c) >= 0 && start + 1 < code.length() && isQuote(code.charAt(start + 1));
        return prefixed || isQuote(c) ? endOfLiteral(code, prefixed ? start + 1 : start) : endOfWord(code, start);
    }

    private static boolean isQuote(char c) {
        return c == '\'' || c == '"';
    }

    private static boolean isSeparator(char c) {
        return c == ',' || c == ';';
    }

    private static boolean endsWord(String code, int index) {
        return index >= code.length() || code.charAt(index) <= ' ' || code.startsWith(PSEUDO_TEXT, index);
    }

    /** A period or comma belongs to the word, as in an edited picture, unless a blank follows. */
    private static int endOfWord(String code, int start) {
        int end = start;
        while (!endsWord(code, end)) {
            char c = code.charAt(end);
            if ((c == '.' || isSeparator(c)) && endsWord(code, end + 1)) {
                break;
            }
            end++;
        }
        return end;
    }

    private static int endOfLiteral(String code, int start) {
        char quote = code.charAt(start);
        int close = code.indexOf(quote, start + 1);
        // Twice in a row is the character itself.
        while (close >= 0 && close + 1 < code.length() && code.charAt(close + 1) == quote) {
            close = code.indexOf(quote, close + 2);
        }
        return close < 0 ? code.length() : close + 1;
    }
}
