package dev.millrace.codec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A data description entry as the source has it, before it has a place in a record.
 *
 * @param file that the entry stands in: the copybook, or what it copies
 * @param conditions of level 88 that stand under it
 */
record DataEntry(int level, String name, String file, int line, EntryClauses clauses, List<ConditionEntry> conditions) {

    /** Level of an item that is a record of its own and has no groups. */
    static final int INDEPENDENT = 77;

    boolean beginsRecord() {
        return level == 1 || level == INDEPENDENT;
    }

    boolean isFiller() {
        return name.equalsIgnoreCase(Item.FILLER);
    }

    @Nullable
    Picture picture() {
        return clauses.picture;
    }

    @Nullable
    Usage usage() {
        return clauses.usage;
    }

    @Nullable
    SignPlacement sign() {
        return clauses.sign;
    }

    @Nullable
    OccursClause occurs() {
        return clauses.occurs;
    }

    /** What is redefined, or null. */
    @Nullable
    Token redefines() {
        return clauses.redefines;
    }

    boolean isSynchronized() {
        return clauses.synchronizedClause != null;
    }

    boolean isJustified() {
        return clauses.justified != null;
    }

    boolean isBlankWhenZero() {
        return clauses.blankWhenZero != null;
    }

    CodecException syntax(String problem, String fix) {
        return error(ErrorCode.COPYBOOK_SYNTAX, problem, fix);
    }

    CodecException error(ErrorCode code, String problem, String fix) {
        return new CodecException(code, new Place.InCopybook(file, line, name), problem, fix);
    }
}
