package dev.millrace.codec.columns;

import dev.millrace.codec.Item;
import java.util.Optional;

/**
 * A column of a record.
 *
 * @param name in upper case, with underscores for hyphens
 * @param item the field that it is: an elementary one, or a table
 * @param presence whether every record has it
 * @param fields the columns of one occurrence, where the item is a table of groups
 */
public record RecordColumn(String name, Item item, Presence presence, Optional<RecordColumns> fields) {

    /** How often a column has a value. */
    public enum Presence {
        ALWAYS,
        /** Where its bytes hold nothing else: the field redefines another, or is redefined. */
        SOMETIMES
    }
}
