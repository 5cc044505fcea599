package dev.millrace.codec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads entries of level 88, and passes over those of level 66, which give bytes a second name. */
final class ConditionParser {

    private static final String CONDITION = "88";
    private static final String RENAMES = "66";

    private final TokenReader reader;
    private final LiteralParser literals;

    ConditionParser(TokenReader reader) {
        this.reader = reader;
        this.literals = new LiteralParser(reader);
    }

    /** The conditions that stand next, all of one item. */
    List<ConditionEntry> parse() {
        List<ConditionEntry> conditions = new ArrayList<>();
        for (@Nullable Token next = reader.peek(); next != null && isNamed(next); next = reader.peek()) {
            Token start = reader.next(next);
            reader.enter(start.text());
            if (start.is(CONDITION)) {
                conditions.add(condition(start));
            } else {
                skipRenames(start);
            }
        }
        return conditions;
    }

    private static boolean isNamed(Token token) {
        return token.is(CONDITION) || token.is(RENAMES);
    }

    private ConditionEntry condition(Token start) {
        Token name = name(start);
        Token clause = reader.operand(start, "VALUE");
        if (!clause.is("VALUE") && !clause.is("VALUES")) {
            throw reader.unexpected(clause, "VALUE");
        }
        reader.skip("IS");
        reader.skip("ARE");
        List<ValueRange> values = new ArrayList<>();
        do {
            Literal low = literals.parse(clause);
            boolean range = reader.skip("THRU") || reader.skip("THROUGH");
            values.add(new ValueRange(low, range ? literals.parse(clause) : low));
        } while (!reader.isNext(Token.PERIOD) && !reader.isNext("WHEN"));
        // WHEN SET TO FALSE says what a program moves there.
        Token token = reader.next(clause);
        while (!token.isPeriod()) {
            token = reader.next(token);
        }
        return new ConditionEntry(name.text(), values);
    }

    private void skipRenames(Token start) {
        name(start);
        Token clause = reader.require(start, "RENAMES");
        Token token = reader.name(clause);
        while (!token.isPeriod()) {
            token = reader.next(token);
        }
    }

    private Token name(Token start) {
        @Nullable Token next = reader.peek();
        if (next != null && Keywords.isClause(next)) {
            throw reader.unexpected(next, "a name");
        }
        Token name = reader.name(start);
        reader.enter(name.text());
        return name;
    }
}
