package dev.millrace.codec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an OCCURS clause behind its first word; keys and index names change no byte and are read over. */
final class OccursParser {

    private static final String NUMBER = "a number of at least 1";

    private final TokenReader reader;

    OccursParser(TokenReader reader) {
        this.reader = reader;
    }

    OccursClause parse(Token occurs) {
        Token first = reader.operand(occurs, NUMBER);
        int least = 1;
        int most;
        boolean ranges = reader.skip("TO");
        if (ranges) {
            least = first.text().matches("0{1,9}") ? 0 : number(first);
            Token last = reader.operand(occurs, NUMBER);
            if (last.is("UNBOUNDED")) {
                throw reader.unsupported(last, "OCCURS UNBOUNDED");
            }
            most = number(last);
        } else {
            most = number(first);
        }
        if (least > most) {
            throw reader.unexpected(first, "a number of at most " + most);
        }
        reader.skip("TIMES");
        @Nullable QualifiedName counter = null;
        if (reader.skip("DEPENDING")) {
            reader.skip("ON");
            counter = qualifiedName(occurs);
        } else if (ranges) {
            throw reader.syntax(first, "OCCURS has TO, but not DEPENDING ON", "name the item that says how often");
        }
        skipKeysAndIndexes(occurs);
        return new OccursClause(counter == null ? most : least, most, counter);
    }

    private int number(Token token) {
        @Nullable Integer number = Numbers.positive(token.text());
        if (number == null) {
            throw reader.unexpected(token, NUMBER);
        }
        return number;
    }

    private QualifiedName qualifiedName(Token clause) {
        List<String> names = new ArrayList<>();
        do {
            names.add(reader.name(clause).text());
        } while (reader.skip("OF") || reader.skip("IN"));
        return new QualifiedName(names);
    }

    private void skipKeysAndIndexes(Token clause) {
        while (true) {
            if (reader.skip("ASCENDING") || reader.skip("DESCENDING")) {
                reader.skip("KEY");
                reader.skip("IS");
                skipNames(clause);
            } else if (reader.skip("INDEXED")) {
                reader.skip("BY");
                skipNames(clause);
            } else {
                return;
            }
        }
    }

    private void skipNames(Token clause) {
        qualifiedName(clause);
        for (@Nullable Token next = reader.peek(); next != null && isName(next); next = reader.peek()) {
            qualifiedName(clause);
        }
    }

    private static boolean isName(Token token) {
        return !token.isPeriod() && !Keywords.isClause(token) && !Keywords.isUnsupported(token);
    }
}
