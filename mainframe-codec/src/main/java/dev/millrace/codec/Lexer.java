package dev.millrace.codec;

import java.util.ArrayList;
import java.util.List;

/** Cuts the source of a copybook into words and periods. */
final class Lexer {

    private static final int TAB = 8;

    private final String file;
    private final List<Token> tokens = new ArrayList<>();

    private Lexer(String file) {
        this.file = file;
    }

    static List<Token> tokens(String file, String source) {
        Lexer lexer = new Lexer(file);
        List<String> lines = source.lines().map(Lexer::expandTabs).toList();
        SourceFormat format = SourceFormat.of(lines);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!format.isComment(line)) {
                lexer.requireNoIndicator(format.indicator(line), i + 1);
                lexer.addWords(format.code(line), i + 1);
            }
        }
        return lexer.tokens;
    }

    private static String expandTabs(String line) {
        if (line.indexOf('\t') < 0) {
            return line;
        }
        StringBuilder expanded = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '\t') {
                expanded.append(" ".repeat(TAB - expanded.length() % TAB));
            } else {
                expanded.append(line.charAt(i));
            }
        }
        return expanded.toString();
    }

    private void requireNoIndicator(char indicator, int line) {
        if (indicator != ' ') {
            throw new CodecException(
                    ErrorCode.COPYBOOK_UNSUPPORTED,
                    new Place.InCopybook(file, line, "column 7"),
                    "the indicator '" + indicator + "' in column 7 is not supported, only comments are",
                    "write the entry without continuation and debugging lines, with its code in columns 8 to 72");
        }
    }

    private void addWords(String code, int line) {
        int i = 0;
        while (i < code.length()) {
            char c = code.charAt(i);
            if (c <= ' ' || (isSeparator(c) && (endsWord(code, i + 1) || isQuote(code.charAt(i + 1))))) {
                i++;
            } else if (code.startsWith("*>", i)) {
                return;
            } else if (c == '.' && endsWord(code, i + 1)) {
                tokens.add(new Token(Token.PERIOD, file, line));
                i++;
            } else {
                int end = isQuote(c) ? endOfLiteral(code, i) : endOfWord(code, i);
                tokens.add(new Token(code.substring(i, end), file, line));
                i = end;
            }
        }
    }

    private static boolean isSeparator(char c) {
        return c == ',' || c == ';';
    }

    private static boolean isQuote(char c) {
        return c == '\'' || c == '"';
    }

    private static boolean endsWord(String code, int index) {
        return index >= code.length() || code.charAt(index) <= ' ';
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
