package dev.millrace.codec;

import java.util.ArrayList;
import java.util.List;

/** Reads the operands of COPY REPLACING: pseudo-text, words and literals. */
final class ReplacementParser {

    private final TokenReader reader;

    ReplacementParser(TokenReader reader) {
        this.reader = reader;
    }

    List<Replacement> parse(Token copy) {
        List<Replacement> replacements = new ArrayList<>();
        do {
            Replacement.Part part = part();
            List<Token> what = operand(copy);
            if (what.isEmpty() || (part != Replacement.Part.WHOLE && what.size() > 1)) {
                throw reader.syntax(copy, "what COPY replaces is not one word or more", "put a word between ==");
            }
            reader.require(copy, "BY");
            replacements.add(new Replacement(part, what, operand(copy)));
        } while (!reader.isNext(Token.PERIOD));
        return replacements;
    }

    private Replacement.Part part() {
        if (reader.skip("LEADING")) {
            return Replacement.Part.LEADING;
        }
        return reader.skip("TRAILING") ? Replacement.Part.TRAILING : Replacement.Part.WHOLE;
    }

    private List<Token> operand(Token copy) {
        Token first = reader.operand(copy, "a word or pseudo-text");
        if (!first.is(Lexer.PSEUDO_TEXT)) {
            return List.of(first);
        }
        List<Token> words = new ArrayList<>();
        for (Token word = reader.next(copy); !word.is(Lexer.PSEUDO_TEXT); word = reader.next(copy)) {
            words.add(word);
        }
        return words;
    }
}
