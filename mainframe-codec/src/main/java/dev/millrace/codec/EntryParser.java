package dev.millrace.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the entries of a copybook: level number, name and clauses up to the period. */
final class EntryParser {

    private static final int MAX_LEVEL = 49;
    /** Constants of other compilers. */
    private static final Set<Integer> UNSUPPORTED_LEVELS = Set.of(78);

    private final TokenReader reader;
    private final ClauseParser clauses;
    private final ConditionParser conditions;

    private EntryParser(List<Token> tokens) {
        this.reader = new TokenReader(tokens);
        this.clauses = new ClauseParser(reader);
        this.conditions = new ConditionParser(reader);
    }

    static List<DataEntry> parse(List<Token> tokens) {
        EntryParser parser = new EntryParser(tokens);
        List<DataEntry> entries = new ArrayList<>();
        for (@Nullable Token token = parser.reader.peek(); token != null; token = parser.reader.peek()) {
            entries.add(parser.entry(parser.reader.next(token)));
        }
        return entries;
    }

    private DataEntry entry(Token start) {
        reader.enter(start.text());
        int level = level(start);
        String name = name(start);
        reader.enter(name);
        EntryClauses found = new EntryClauses();
        for (Token token = reader.next(start); !token.isPeriod(); token = reader.next(start)) {
            clauses.parse(token, found);
        }
        return new DataEntry(level, name, start.file(), start.line(), found, conditions.parse());
    }

    private int level(Token token) {
        @Nullable Integer level = Numbers.positive(token.text());
        if (level == null) {
            throw Keywords.isUnsupported(token)
                    ? reader.unsupported(token, token.keyword())
                    : reader.unexpected(token, "a level number");
        }
        if (UNSUPPORTED_LEVELS.contains(level)) {
            throw reader.unsupported(token, "level " + level);
        }
        if ((level > MAX_LEVEL && level != DataEntry.INDEPENDENT)
                || token.text().length() > 2) {
            throw reader.unexpected(token, "a level number from 01 to 49, or 77");
        }
        return level;
    }

    private String name(Token start) {
        @Nullable Token next = reader.peek();
        boolean unnamed = next == null || next.isPeriod() || Keywords.isClause(next) || Keywords.isUnsupported(next);
        return unnamed ? Item.FILLER : reader.name(start).text();
    }
}
