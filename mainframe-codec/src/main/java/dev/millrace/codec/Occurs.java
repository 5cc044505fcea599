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

    /**
     * OCCURS m TO n TIMES DEPENDING ON: as many times as an item before it says. All that stands behind it moves up where it
     * is fewer than n.
     *
     * @param least 0 or more
     * @param most at least 1
     * @param counter an integer; where it is in a table, the table that depends on it is in the same occurrence
     */
    record Depending(int least, int most, ElementItem counter) implements Occurs {
        @Override
        public int times() {
            return most;
        }
    }
}
