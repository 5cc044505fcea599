package dev.millrace.codec;

/** How many occurrences a table has in a record. */
sealed interface TableSize {

    /** Bytes from the start of an occurrence to that of the next. */
    int elementLength();

    int times(RecordBytes record, int position);

    /** Tells the record what the table has less than it may have, once its occurrences are done. */
    void close(RecordBytes record, int times);

    /** What says how many there are, for messages. */
    String source();

    /** OCCURS n TIMES. */
    record Fixed(int elementLength, int times) implements TableSize {

        @Override
        public int times(RecordBytes record, int position) {
            return times;
        }

        @Override
        public void close(RecordBytes record, int occurrences) {}

        @Override
        public String source() {
            return "OCCURS clause";
        }
    }

    /**
     * OCCURS DEPENDING ON.
     *
     * @param counter number of the counter in the record
     */
    record Counted(int elementLength, int most, int counter) implements TableSize {

        @Override
        public int times(RecordBytes record, int position) {
            return record.count(counter, position);
        }

        @Override
        public void close(RecordBytes record, int times) {
            record.miss((most - times) * elementLength);
        }

        @Override
        public String source() {
            return "counter";
        }
    }
}
