package dev.millrace.simulator.bank;

import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import java.util.List;

/**
 * A data set of the bank, decoded.
 *
 * @param file where it came from, for messages
 * @param layout of its records
 * @param rows one for each record, in the order of the file, with unique keys
 */
record DataSet(String file, RecordLayout layout, SourceTable table, List<SourceRow> rows) {

    DataSet {
        rows = List.copyOf(rows);
    }
}
