package dev.millrace.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One operand pair of COPY REPLACING.
 *
 * @param part which part of a word counts
 * @param by in the place of what is found; may be empty
 */
record Replacement(Part part, List<Token> what, List<Token> by) {

    enum Part {
        /** Words as a whole; with a word that is delimited, like :TAG: or (TAG), also within others. */
        WHOLE,
        /** How a word begins. */
        LEADING,
        /** How a word ends. */
        TRAILING
    }

    /** The words with everything replaced; what has come in is not looked at again. */
    static List<Token> apply(List<Replacement> replacements, List<Token> tokens) {
        List<Token> replaced = new ArrayList<>();
        int i = 0;
        while (i < tokens.size()) {
            int at = i;
            Optional<Replacement> found = replacements.stream()
                    .filter(replacement -> replacement.matches(tokens, at))
                    .findFirst();
            Token token = tokens.get(i);
            if (found.isPresent()) {
                found.get().by().forEach(word -> replaced.add(token.with(word.text())));
                i += found.get().what().size();
            } else {
                Token changed = token;
                for (Replacement replacement : replacements) {
                    changed = replacement.withinWord(changed);
                }
                if (!changed.text().isEmpty()) {
                    replaced.add(changed);
                }
                i++;
            }
        }
        return replaced;
    }

    private boolean matches(List<Token> tokens, int at) {
        if (part != Part.WHOLE || at + what.size() > tokens.size()) {
            return false;
        }
        for (int i = 0; i < what.size(); i++) {
            Token expected = what.get(i);
            Token token = tokens.get(at + i);
            boolean same = expected.isLiteral()
                    ? expected.text().equals(token.text())
                    : expected.keyword().equals(token.keyword());
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private Token withinWord(Token token) {
        if (what.size() != 1 || token.isLiteral() || token.isPeriod()) {
            return token;
        }
        String found = what.get(0).keyword();
        String word = token.keyword();
        int at = switch (part) {
            case WHOLE -> isDelimited(found) ? word.indexOf(found) : -1;
            case LEADING -> word.startsWith(found) ? 0 : -1;
            case TRAILING -> word.endsWith(found) ? word.length() - found.length() : -1;
        };
        if (at < 0 || word.length() != token.text().length()) {
            return token;
        }
        String before = token.text().substring(0, at) + text();
        Token rest = token.with(token.text().substring(at + found.length()));
        // What has come in is not looked at again, so that this ends.
        return token.with(before + (part == Part.WHOLE ? withinWord(rest).text() : rest.text()));
    }

    private static boolean isDelimited(String word) {
        return word.length() > 2
                && ((word.startsWith(":") && word.endsWith(":")) || (word.startsWith("(") && word.endsWith(")")));
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        by.forEach(word -> text.append(word.text()));
        return text.toString();
    }
}
