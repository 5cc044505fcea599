package dev.millrace.codec;

/** How often an item stands in its group. */
public sealed interface Occurs {

    /** No OCCURS clause: a single value. */
    Occurs ONCE = new Once();

    /** Occurrences to reserve space for, at least 1. */
    int times();

    /** No OCCURS clause. */
    record Once() implements Occurs {
        @Override
        public int times() {
            return 1;
        }
    }

    /**
     * OCCURS n TIMES: a table, even where n is 1.
     *
     * @param times at least 1
     */
    record Fixed(int times) implements Occurs {}
}
