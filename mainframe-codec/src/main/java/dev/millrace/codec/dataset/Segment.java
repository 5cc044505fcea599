package dev.millrace.codec.dataset;

/**
 * What a record descriptor word says of the bytes behind it.
 *
 * @param offset of the word in the data set
 * @param length of the bytes behind the word
 */
record Segment(long offset, int length, Kind kind) {

    /** Which part of a record it is. */
    enum Kind {
        WHOLE,
        FIRST,
        LAST,
        MIDDLE;

        /** What a code of two bits means. */
        static Kind of(int code) {
            return switch (code) {
                case 0 -> WHOLE;
                case 1 -> FIRST;
                case 2 -> LAST;
                default -> MIDDLE;
            };
        }

        boolean beginsRecord() {
            return this == WHOLE || this == FIRST;
        }

        boolean endsRecord() {
            return this == WHOLE || this == LAST;
        }
    }
}
