package dev.millrace.codec;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a PICTURE string such as {@code S9(10)V99} or {@code ZZ,ZZ9.99-}. Of edited ones only the length counts. */
final class PictureParser {

    private final String item;
    private final Token token;
    private final String text;
    private int position;

    private boolean signed;
    private boolean point;
    private boolean characters;
    private boolean edited;
    private Picture.@Nullable Wide wide;
    private int digits;
    /** Places that P stands for, before the digits or behind them. */
    private int scaled;

    private boolean scaledBefore;
    private int decimals;
    private int length;

    private PictureParser(String item, Token token) {
        this.item = item;
        this.token = token;
        this.text = token.text().toUpperCase(Locale.ROOT);
    }

    static Picture parse(String item, Token token) {
        return new PictureParser(item, token).parse();
    }

    private Picture parse() {
        while (position < text.length()) {
            char symbol = text.charAt(position++);
            switch (symbol) {
                case 'X', 'A' -> {
                    characters = true;
                    add(repetition());
                }
                case '9' -> {
                    int count = repetition();
                    if (scaled > 0 && !scaledBefore) {
                        throw syntax("a 9 stands behind the P that ends it");
                    }
                    add(count);
                    digits += count;
                    decimals += point ? count : 0;
                }
                case 'S' -> {
                    if (position != 1) {
                        throw syntax("S is not its first symbol");
                    }
                    signed = true;
                }
                case 'V' -> {
                    if (point) {
                        throw syntax("V stands in it twice");
                    }
                    if (scaledBefore) {
                        throw syntax("V stands behind the P, which puts the decimal point before it");
                    }
                    point = true;
                }
                case 'P' -> scale(repetition());
                case 'G', 'N' -> wide(symbol);
                case 'U' -> throw unsupported("the UTF-8 symbol U");
                case 'B', 'Z', '*', '+', '-', ',', '.', '/', '0', '$', 'E' -> edit(repetition());
                case 'C' -> pair('R');
                case 'D' -> pair('B');
                default -> throw syntax("'" + symbol + "' is no picture symbol");
            }
        }
        return result();
    }

    private Picture result() {
        if (wide != null) {
            if (wide.positions() != length || signed || point || scaled > 0 || edited) {
                throw unsupported("N or G together with other symbols");
            }
            return wide;
        }
        if (edited) {
            if (signed) {
                throw syntax("S cannot stand with symbols of editing");
            }
            return new Picture.Edited(length);
        }
        if (characters) {
            if (signed || point || scaled > 0) {
                throw syntax("S, V and P cannot stand with X and A");
            }
            return new Picture.Alphanumeric(length);
        }
        if (digits == 0) {
            throw syntax("no X, A or 9 is in it");
        }
        if (digits + scaled > DataType.Numeric.MAX_DIGITS) {
            throw syntax("it has " + (digits + scaled) + " digits, " + DataType.Numeric.MAX_DIGITS + " are the most");
        }
        return new Picture.Numeric(digits, scaledBefore ? digits + scaled : decimals - scaled, signed);
    }

    private void wide(char symbol) {
        int count = repetition();
        Usage usual = symbol == 'N' ? Usage.NATIONAL : Usage.DOUBLE_BYTE;
        if (wide != null && wide.usual() != usual) {
            throw syntax("N and G cannot stand together");
        }
        add(count);
        wide = new Picture.Wide((wide == null ? 0 : wide.positions()) + count, usual);
    }

    private void edit(int count) {
        edited = true;
        add(count);
    }

    /** CR or DB, of which the first letter has been read. */
    private void pair(char second) {
        if (position >= text.length() || text.charAt(position++) != second) {
            throw syntax("C stands without R or D without B");
        }
        edit(2);
    }

    /** A P before the first digit stands behind the decimal point, one behind the last digit before it. */
    private void scale(int count) {
        boolean before = digits == 0;
        if (characters || (scaled > 0 && before != scaledBefore) || (!before && point)) {
            throw syntax("P stands neither before all digits nor behind them");
        }
        scaledBefore = before;
        scaled = Math.min(scaled + count, Copybook.MAX_RECORD_LENGTH);
    }

    private void add(int count) {
        if (count > Copybook.MAX_RECORD_LENGTH - length) {
            throw syntax("it is longer than the longest record, " + Copybook.MAX_RECORD_LENGTH + " bytes");
        }
        length += count;
    }

    /** The number in parentheses after a symbol, or 1. */
    private int repetition() {
        if (position >= text.length() || text.charAt(position) != '(') {
            return 1;
        }
        int close = text.indexOf(')', position);
        @Nullable Integer count = close < 0 ? null : Numbers.positive(text.substring(position + 1, close));
        if (count == null) {
            throw syntax("a parenthesis does not hold a number of at least 1");
        }
        position = close + 1;
        return count;
    }

    private CodecException syntax(String problem) {
        return error(ErrorCode.COPYBOOK_SYNTAX, problem, "correct the picture, such as X(10), 9(5) or S9(7)V99");
    }

    private CodecException unsupported(String what) {
        return error(
                ErrorCode.COPYBOOK_UNSUPPORTED,
                what + " is not supported",
                "describe the bytes with X, or with 9, S and V where they are plain digits");
    }

    private CodecException error(ErrorCode code, String problem, String fix) {
        return new CodecException(
                code,
                new Place.InCopybook(token.file(), token.line(), item),
                "picture " + token.text() + ": " + problem,
                fix);
    }
}
