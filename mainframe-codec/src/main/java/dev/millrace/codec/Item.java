package dev.millrace.codec;

/** A data item of a record layout. Immutable. */
public sealed interface Item permits GroupItem, ElementItem, Redefinition {

    /** What an item is called that the copybook gives no name. */
    String FILLER = "FILLER";

    /** Name as the copybook spells it, or {@value #FILLER}. */
    String name();

    /** Level number, 1 to 49; 1 also for the record that an item of level 77 is. */
    int level();

    /** Line of the copybook that the item begins on, counted from 1. */
    int line();

    /**
     * Bytes from the start of the record to the first occurrence in the first occurrences of all enclosing tables. Where a table
     * before it depends on a counter, with the most occurrences that this may have.
     */
    int offset();

    /** Bytes of one occurrence, of the longest where it has a table that depends on a counter. */
    int length();

    /** How often the item stands in its group. */
    Occurs occurs();

    /** Bytes of all occurrences, of the most that there may be. */
    default int size() {
        return length() * occurs().times();
    }

    /** Whether the item has no name that a program could use. */
    default boolean isFiller() {
        return name().equalsIgnoreCase(FILLER);
    }
}
