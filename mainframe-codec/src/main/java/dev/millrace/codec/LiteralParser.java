package dev.millrace.codec;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the literals of VALUE clauses. */
final class LiteralParser {

    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d{1,31}|\\d{0,31}\\.\\d{1,31})");

    private static final Pattern HEXADECIMAL = Pattern.compile("[xX](['\"])(?:[0-9A-Fa-f]{2})+\\1");

    private final TokenReader reader;

    LiteralParser(TokenReader reader) {
        this.reader = reader;
    }

    Literal parse(Token clause) {
        Token token = reader.operand(clause, "a literal");
        if (!token.is("ALL")) {
            return literal(token);
        }
        Literal repeated = literal(reader.operand(token, "a literal"));
        return repeated instanceof Literal.Text text && !text.value().isEmpty()
                ? new Literal.Repeated(text.value())
                : repeated;
    }

    private Literal literal(Token token) {
        return of(token.text()).orElseThrow(() -> reader.unexpected(token, "a literal"));
    }

    /** What a word means as a literal; empty where it is none. */
    static Optional<Literal> of(String word) {
        if (word.startsWith("'") || word.startsWith("\"")) {
            return Optional.of(new Literal.Text(unquoted(word)));
        }
        if (HEXADECIMAL.matcher(word).matches()) {
            return Optional.of(new Literal.Bytes(word.substring(2, word.length() - 1)));
        }
        if (NUMBER.matcher(word).matches()) {
            return Optional.of(new Literal.Decimal(new BigDecimal(word)));
        }
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "SPACE", "SPACES" -> Optional.of(new Literal.Repeated(" "));
            case "ZERO", "ZEROS", "ZEROES" -> Optional.of(new Literal.Decimal(BigDecimal.ZERO));
            case "QUOTE", "QUOTES" -> Optional.of(new Literal.Repeated("\""));
            case "LOW-VALUE", "LOW-VALUES" -> Optional.of(new Literal.EveryByte((byte) 0));
            case "HIGH-VALUE", "HIGH-VALUES" -> Optional.of(new Literal.EveryByte((byte) 0xFF));
            default -> Optional.empty();
        };
    }

    private static String unquoted(String literal) {
        String quote = literal.substring(0, 1);
        boolean closed = literal.length() > 1 && literal.endsWith(quote);
        return literal.substring(1, literal.length() - (closed ? 1 : 0)).replace(quote + quote, quote);
    }
}
