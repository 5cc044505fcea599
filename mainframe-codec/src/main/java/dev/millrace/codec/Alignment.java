package dev.millrace.codec;

import dev.millrace.codec.TypeResolver.Inherited;

/**
 * On which multiples of bytes from the start of the record the compiler puts SYNCHRONIZED items, as Enterprise COBOL for z/OS
 * does it: binary numbers of 1 to 4 digits 2, of more digits 4, COMP-1 4, COMP-2 8, anything else 1.
 */
final class Alignment {

    private Alignment() {}

    private static int of(DataType type) {
        if (type instanceof DataType.Binary binary) {
            return Math.min(binary.length(), Integer.BYTES);
        }
        return type instanceof DataType.FloatingPoint floating ? floating.length() : 1;
    }

    /** Of the item's first byte: a group begins with its first item, so that slack bytes stand before the group. */
    static int ofStart(EntryNode node, Inherited inherited) {
        DataEntry entry = node.entry();
        Inherited all = inherited.under(entry);
        if (!node.children().isEmpty()) {
            return ofStart(node.children().get(0), all);
        }
        return all.isSynchronized() ? of(TypeResolver.type(entry, inherited)) : 1;
    }

    /** The largest of all items in it: what the distance of two occurrences is a multiple of. */
    static int ofOccurrences(EntryNode node, Inherited inherited) {
        if (node.children().isEmpty()) {
            return ofStart(node, inherited);
        }
        Inherited all = inherited.under(node.entry());
        return node.children().stream()
                .mapToInt(child -> ofOccurrences(child, all))
                .max()
                .orElse(1);
    }

    /** The first multiple of an alignment that is not below a number of bytes. */
    static long up(long bytes, int alignment) {
        return (bytes + alignment - 1) / alignment * alignment;
    }
}
