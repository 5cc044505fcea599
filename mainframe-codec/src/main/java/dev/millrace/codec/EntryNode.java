package dev.millrace.codec;

import java.util.ArrayList;
import java.util.List;

/**
 * An entry with those under it.
 *
 * @param children empty for an elementary item
 */
record EntryNode(DataEntry entry, List<EntryNode> children) {

    /** The records of a copybook: every item of level 01 or 77 with what is under it. */
    static List<EntryNode> records(List<DataEntry> entries) {
        List<EntryNode> records = new ArrayList<>();
        Builder builder = new Builder(entries);
        while (builder.position < entries.size()) {
            DataEntry first = entries.get(builder.position);
            if (!first.beginsRecord()) {
                throw first.syntax(
                        "the first item has level " + first.level() + ", not 01", "put an 01 item before it");
            }
            records.add(builder.next());
        }
        return records;
    }

    private static final class Builder {
        private final List<DataEntry> entries;
        private int position;

        Builder(List<DataEntry> entries) {
            this.entries = entries;
        }

        EntryNode next() {
            DataEntry entry = entries.get(position++);
            List<EntryNode> children = new ArrayList<>();
            while (isUnder(entry)) {
                DataEntry child = entries.get(position);
                if (entry.picture() != null) {
                    throw child.syntax(
                            "its level is below " + entry.name() + ", which has a picture",
                            "take the picture out there, or correct the level here");
                }
                if (!children.isEmpty() && children.get(0).entry().level() != child.level()) {
                    throw child.syntax(
                            "level " + child.level() + " is none of the open levels; the items beside it have "
                                    + children.get(0).entry().level(),
                            "give all items of a group the same level");
                }
                children.add(next());
            }
            return new EntryNode(entry, children);
        }

        private boolean isUnder(DataEntry group) {
            return position < entries.size()
                    && !entries.get(position).beginsRecord()
                    && group.level() != DataEntry.INDEPENDENT
                    && entries.get(position).level() > group.level();
        }
    }
}
