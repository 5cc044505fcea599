package dev.millrace.codec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the tree of a record out of its entries, and gives every item its place. */
final class LayoutBuilder {

    /**
     * What the groups around an item say of it.
     *
     * @param usage null where none of them has a USAGE clause
     */
    private record Inherited(@Nullable Usage usage, SignPlacement sign) {
        static final Inherited NOTHING = new Inherited(null, SignPlacement.TRAILING);

        Inherited under(DataEntry group) {
            return new Inherited(
                    group.usage() == null ? usage : group.usage(), group.sign() == null ? sign : group.sign());
        }
    }

    private final String file;
    private final List<DataEntry> entries;
    private int position;

    LayoutBuilder(String file, List<DataEntry> entries) {
        this.file = file;
        this.entries = entries;
    }

    GroupItem build() {
        if (entries.isEmpty()) {
            throw new CodecException(
                    ErrorCode.COPYBOOK_SYNTAX,
                    new Place.InCopybook(file, 1, "01"),
                    "the copybook has no entry",
                    "give a copybook with one 01 item");
        }
        DataEntry record = entries.get(position++);
        if (record.level() != 1) {
            throw syntax(record, "the first item has level " + record.level() + ", not 01", "put an 01 item before it");
        }
        if (record.occurs() != Occurs.ONCE) {
            throw syntax(record, "an 01 item cannot have OCCURS", "put a level 05 with the OCCURS clause under it");
        }
        if (!(item(record, 0, Inherited.NOTHING) instanceof GroupItem root)) {
            throw record.error(
                    file,
                    ErrorCode.COPYBOOK_UNSUPPORTED,
                    "an 01 item with a picture of its own is not supported",
                    "put a level 05 with the picture under it");
        }
        if (position < entries.size()) {
            throw syntax(
                    entries.get(position), "a second 01 item begins here", "give each record a copybook of its own");
        }
        requireDistinctNames(root);
        return root;
    }

    private Item item(DataEntry entry, int offset, Inherited inherited) {
        if (entry.usage() != null && inherited.usage() != null && entry.usage() != inherited.usage()) {
            throw syntax(
                    entry,
                    "its USAGE is another one than that of its group",
                    "take the clause out of the group, and give it to the items that it is meant for");
        }
        @Nullable Picture picture = entry.picture();
        boolean hasChildren = position < entries.size() && entries.get(position).level() > entry.level();
        @Nullable Usage usage = inherited.under(entry).usage();
        if (picture == null && !hasChildren && usage != null && usage.isFloat()) {
            return element(entry, floatingPoint(entry, usage), offset);
        }
        if (picture == null) {
            if (!hasChildren) {
                throw syntax(entry, "it has neither a picture nor items under it", "give it a PICTURE clause");
            }
            if (entry.isJustified() || entry.isBlankWhenZero()) {
                throw syntax(
                        entry, "a group has a clause of elementary items", "move the clause to the items under it");
            }
            return group(entry, offset, inherited.under(entry));
        }
        if (hasChildren) {
            throw syntax(
                    entries.get(position),
                    "its level is below " + entry.name() + ", which has a picture",
                    "take the picture out there, or correct the level here");
        }
        return element(entry, type(entry, picture, inherited), offset);
    }

    private ElementItem element(DataEntry entry, DataType type, int offset) {
        requireLength(entry, (long) type.length() * entry.occurs().times());
        return new ElementItem(entry.name(), entry.level(), entry.line(), offset, entry.occurs(), type);
    }

    private GroupItem group(DataEntry entry, int offset, Inherited inherited) {
        List<Item> items = new ArrayList<>();
        int level = entries.get(position).level();
        long length = 0;
        while (position < entries.size() && entries.get(position).level() > entry.level()) {
            DataEntry child = entries.get(position++);
            if (child.level() != level) {
                throw syntax(
                        child,
                        "level " + child.level() + " is none of the open levels; the items beside it have " + level,
                        "give all items of a group the same level");
            }
            Item item = item(child, offset + (int) length, inherited);
            length += item.size();
            requireLength(child, length);
            items.add(item);
        }
        requireLength(entry, length * entry.occurs().times());
        return new GroupItem(entry.name(), entry.level(), entry.line(), offset, (int) length, entry.occurs(), items);
    }

    private DataType floatingPoint(DataEntry entry, Usage usage) {
        if (entry.sign() != null || entry.isJustified() || entry.isBlankWhenZero()) {
            throw syntax(entry, "it is a floating-point number, and has a clause of others", "take the clause out");
        }
        return new DataType.FloatingPoint(usage == Usage.SHORT_FLOAT ? Float.BYTES : Double.BYTES);
    }

    private DataType type(DataEntry entry, Picture picture, Inherited inherited) {
        @Nullable Usage stated = inherited.under(entry).usage();
        Usage usage = stated == null ? Usage.DISPLAY : stated;
        if (usage.isFloat()) {
            throw syntax(
                    entry, "it is a floating-point number, but has a picture", "take the picture or the USAGE out");
        }
        if (picture instanceof Picture.Numeric number) {
            return numeric(entry, number, usage, inherited.under(entry).sign());
        }
        if (entry.sign() != null) {
            throw unsigned(entry);
        }
        if (usage != Usage.DISPLAY) {
            throw syntax(
                    entry,
                    "its picture is of characters, its USAGE of numbers",
                    "take the USAGE clause out, or correct the picture");
        }
        if (entry.isBlankWhenZero()) {
            throw blankWhenZero(entry);
        }
        return new DataType.Text(((Picture.Alphanumeric) picture).length(), entry.isJustified());
    }

    private DataType numeric(DataEntry entry, Picture.Numeric number, Usage usage, SignPlacement sign) {
        int digits = number.digits();
        int scale = number.scale();
        boolean signed = number.signed();
        if (entry.sign() != null && !signed) {
            throw unsigned(entry);
        }
        if (entry.sign() != null && usage != Usage.DISPLAY) {
            throw syntax(
                    entry, "it has a SIGN clause, but its USAGE keeps the sign in its own way", "take the clause out");
        }
        if (entry.isJustified()) {
            throw syntax(entry, "it is JUSTIFIED, but a number", "take the clause out, or correct the picture");
        }
        if (entry.isBlankWhenZero() && (signed || usage != Usage.DISPLAY)) {
            throw blankWhenZero(entry);
        }
        return switch (usage) {
            case DISPLAY ->
                new DataType.ZonedDecimal(
                        digits, scale, signed ? sign : SignPlacement.UNSIGNED, entry.isBlankWhenZero());
            case PACKED -> new DataType.PackedDecimal(digits, scale, signed);
            case BINARY -> binary(entry, number);
            case SHORT_FLOAT, LONG_FLOAT -> floatingPoint(entry, usage);
        };
    }

    private DataType binary(DataEntry entry, Picture.Numeric number) {
        if (number.digits() > DataType.Binary.MAX_DIGITS_OF_BINARY) {
            throw syntax(
                    entry,
                    "it has " + number.digits() + " digits, a binary number has at most "
                            + DataType.Binary.MAX_DIGITS_OF_BINARY,
                    "correct the picture or the USAGE");
        }
        return new DataType.Binary(number.digits(), number.scale(), number.signed());
    }

    private CodecException blankWhenZero(DataEntry entry) {
        return syntax(
                entry,
                "it is BLANK WHEN ZERO, but no unsigned number of USAGE DISPLAY",
                "take the clause out, or correct the picture");
    }

    private CodecException unsigned(DataEntry entry) {
        return syntax(entry, "it has a SIGN clause, but no S in its picture", "add the S, or take the clause out");
    }

    private void requireLength(DataEntry entry, long length) {
        if (length > Copybook.MAX_RECORD_LENGTH) {
            throw syntax(
                    entry,
                    "the record reaches " + length + " bytes here, " + Copybook.MAX_RECORD_LENGTH + " are the most",
                    "check the pictures and the OCCURS clauses");
        }
    }

    private void requireDistinctNames(GroupItem group) {
        Set<String> names = new HashSet<>();
        for (Item field : group.fields()) {
            if (!names.add(field.name().toUpperCase(Locale.ROOT))) {
                throw error(
                        field,
                        ErrorCode.COPYBOOK_SYNTAX,
                        "its group has a field of this name already",
                        "give one of them another name");
            }
        }
        for (Item item : group.items()) {
            if (item instanceof GroupItem inner) {
                requireNoUnnamedTable(inner);
                requireDistinctNames(inner);
            }
        }
    }

    private void requireNoUnnamedTable(GroupItem group) {
        if (group.isFiller() && group.occurs() != Occurs.ONCE && !group.fields().isEmpty()) {
            throw error(
                    group,
                    ErrorCode.COPYBOOK_UNSUPPORTED,
                    "a table without a name, but with named items, is not supported",
                    "give the table a name");
        }
    }

    private CodecException syntax(DataEntry entry, String problem, String fix) {
        return entry.error(file, ErrorCode.COPYBOOK_SYNTAX, problem, fix);
    }

    private CodecException error(Item item, ErrorCode code, String problem, String fix) {
        return new CodecException(code, new Place.InCopybook(file, item.line(), item.name()), problem, fix);
    }
}
