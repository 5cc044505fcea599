package dev.millrace.core.format.raw;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.Row;

/** How the rows of a table stand in its records. Safe for all threads. */
sealed interface RowImages permits JsonImages, RecordImages {

    /**
     * The row that the bytes are.
     *
     * @param headers of the record, for what of the row is not in its image
     * @param place of the bytes, for what is rejected as a whole
     */
    Row row(byte[] image, RawHeaders headers, String place) throws Rejection;

    /**
     * The way back.
     *
     * @param row with the names that {@link #row} gives
     * @throws Rejection where the records of the table cannot have it
     */
    WrittenImage written(String row) throws Rejection;
}
