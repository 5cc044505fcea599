package dev.millrace.codec;

import dev.millrace.codec.TypeResolver.Inherited;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives every item of a record its place. */
final class LayoutBuilder {

    private final Counters counters = new Counters();
    private final List<Condition> conditions = new ArrayList<>();
    /** Whether a table that depends on a counter stands before the next item. */
    private boolean variable;

    private LayoutBuilder() {}

    static Layout build(EntryNode record) {
        return new LayoutBuilder().layout(record);
    }

    private Layout layout(EntryNode record) {
        DataEntry entry = record.entry();
        if (entry.occurs() != null) {
            throw entry.syntax(
                    "an item of level " + entry.level() + " cannot have OCCURS",
                    "put a level 05 with the OCCURS clause under it");
        }
        if (entry.redefines() != null) {
            throw entry.error(
                    ErrorCode.COPYBOOK_UNSUPPORTED,
                    "REDEFINES of a whole record is not supported",
                    "take the clause out: each record of a copybook can be chosen by its name");
        }
        Item item = item(record, 0, Inherited.NOTHING);
        GroupItem root = item instanceof GroupItem group
                ? group
                : new GroupItem(entry.name(), 1, entry.line(), 0, item.length(), Occurs.ONCE, List.of(item));
        FieldNames.requireDistinct(record);
        return new Layout(root, List.copyOf(conditions));
    }

    private Item item(EntryNode node, int offset, Inherited inherited) {
        DataEntry entry = node.entry();
        if (entry.isSynchronized() && !node.children().isEmpty() && entry.level() != 1) {
            throw entry.syntax(
                    "it is a group, and SYNCHRONIZED",
                    "give the clause to the items that it is meant for, or to the 01 item");
        }
        Occurs occurs = occurs(entry);
        Item item = node.children().isEmpty()
                ? new ElementItem(
                        entry.name(),
                        entry.level() == DataEntry.INDEPENDENT ? 1 : entry.level(),
                        entry.line(),
                        offset,
                        occurs,
                        TypeResolver.type(entry, inherited))
                : group(node, offset, occurs, inherited);
        requireLength(entry, (long) item.length() * occurs.times());
        if (item instanceof ElementItem element) {
            counters.add(element);
        }
        for (ConditionEntry condition : entry.conditions()) {
            conditions.add(new Condition(condition.name(), item, condition.values()));
        }
        variable |= occurs instanceof Occurs.Depending;
        return item;
    }

    private Occurs occurs(DataEntry entry) {
        @Nullable OccursClause clause = entry.occurs();
        if (clause == null) {
            return Occurs.ONCE;
        }
        return clause.counter() == null
                ? new Occurs.Fixed(clause.most())
                : new Occurs.Depending(clause.least(), clause.most(), counters.find(entry, clause.counter()));
    }

    private GroupItem group(EntryNode node, int offset, Occurs occurs, Inherited inherited) {
        DataEntry entry = node.entry();
        if (entry.picture() != null || entry.isJustified() || entry.isBlankWhenZero()) {
            throw entry.syntax("a group has a clause of elementary items", "move the clause to the items under it");
        }
        boolean variableBefore = variable;
        counters.enter(node);
        GroupItems items = new GroupItems();
        Inherited all = inherited.under(entry);
        for (EntryNode child : node.children()) {
            add(child, offset, items, all);
        }
        counters.leave();
        long length = items.end();
        if (occurs != Occurs.ONCE) {
            int alignment = Alignment.ofOccurrences(node, inherited);
            if (alignment > 1 && variable != variableBefore) {
                throw variablyAligned(entry);
            }
            length = Alignment.up(length, alignment);
        }
        requireLength(entry, length);
        return new GroupItem(entry.name(), entry.level(), entry.line(), offset, (int) length, occurs, items.items());
    }

    /** Puts an item behind those before it in the group, or onto the one that it redefines. */
    private void add(EntryNode child, int groupOffset, GroupItems items, Inherited inherited) {
        DataEntry entry = child.entry();
        @Nullable Token redefines = entry.redefines();
        if (redefines != null) {
            Item item = item(child, groupOffset + items.redefinedStart(entry, redefines), inherited);
            items.addAlternative(entry, item);
        } else {
            int alignment = Alignment.ofStart(child, inherited);
            if (alignment > 1 && variable) {
                throw variablyAligned(entry);
            }
            long start = Alignment.up(groupOffset + items.end(), alignment);
            requireLength(entry, start);
            items.add(item(child, (int) start, inherited), start - groupOffset);
        }
        requireLength(entry, groupOffset + items.end());
    }

    /** Compilers differ in where they put such an item. */
    private static CodecException variablyAligned(DataEntry entry) {
        return entry.error(
                ErrorCode.COPYBOOK_UNSUPPORTED,
                "a SYNCHRONIZED item behind a table that depends on a counter is not supported",
                "put an item of the slack bytes there, and take the clause out");
    }

    private static void requireLength(DataEntry entry, long length) {
        if (length > Copybook.MAX_RECORD_LENGTH) {
            throw entry.syntax(
                    "the record reaches " + length + " bytes here, " + Copybook.MAX_RECORD_LENGTH + " are the most",
                    "check the pictures and the OCCURS clauses");
        }
    }
}
