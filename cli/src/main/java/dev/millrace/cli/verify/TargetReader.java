package dev.millrace.cli.verify;

import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A target as it is now, and as it would be if it were equal to the source: read by a plain client of its store, which has nothing in
 * common with the connector. Tables, columns and rows that only the connector needs are left out. For one thread.
 *
 * <p>A {@link dev.millrace.cli.CommandFailure} wherever the store does not answer.
 */
interface TargetReader extends AutoCloseable {

    /** What the store's catalog knows of: types by column by table, types in the store's words. */
    Map<String, Map<String, String>> shapes();

    /** What the catalog has to know of a table. */
    Map<String, String> shape(SourceTable table);

    /**
     * Reads a table of {@link #shapes} completely.
     *
     * @param each is given each row: values by column, without those that are NULL or missing
     */
    void read(SourceTable table, Consumer<Map<String, StoredValue>> each);

    /** What has to be read for a row of the source, columns in order. */
    Map<String, StoredValue> expected(SourceRow row);

    @Override
    void close();
}
