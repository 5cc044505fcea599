package dev.millrace.simulator.bank;

import static dev.millrace.simulator.SimulatorError.COPYBOOK_INVALID;
import static dev.millrace.simulator.SimulatorError.DATA_SET_BROKEN;
import static dev.millrace.simulator.SimulatorError.DATA_SET_MISSING;
import static dev.millrace.simulator.SimulatorError.KEY_DUPLICATE;
import static dev.millrace.simulator.SimulatorError.RECORD_UNKNOWN;

import dev.millrace.codec.CodePage;
import dev.millrace.codec.CodecException;
import dev.millrace.codec.Copybook;
import dev.millrace.codec.FixedRecords;
import dev.millrace.codec.RecordCodec;
import dev.millrace.codec.columns.RecordColumns;
import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.source.CopybookColumns;
import dev.millrace.simulator.source.RowKey;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads a copybook and its data set. */
final class DataSetReader {
    private final DataSetFiles files;
    private final CodePage codePage = CodePage.of(CodePage.DEFAULT_NAME);

    DataSetReader(DataSetFiles files) {
        this.files = files;
    }

    /** Reads NAME.cpy. */
    RecordLayout layout(String name) {
        String file = name + DataSetFiles.COPYBOOK;
        try (InputStream in = files.open(file)) {
            String source = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            return new RecordLayout(Copybook.parse(files.describe(file), source), source);
        } catch (CodecException e) {
            throw new SimulatorException(COPYBOOK_INVALID, e.place().toString(), e.problem() + ".", e.fix() + ".", e);
        } catch (IOException e) {
            throw missing(file, e);
        }
    }

    /** The bank's record that a copybook describes. */
    static BankRecord record(Copybook copybook) {
        return BankRecord.named(copybook.name())
                .orElseThrow(() -> new SimulatorException(
                        RECORD_UNKNOWN,
                        copybook.fileName(),
                        "the bank knows no record " + copybook.name() + ".",
                        "name the level 01 record one of " + BankRecord.names() + ", or move the copybook away."));
    }

    /** Reads NAME.PS, laid out by its copybook. */
    DataSet dataSet(String name, RecordLayout layout) {
        Copybook copybook = layout.copybook();
        SourceTable table = TableLayout.of(record(copybook), copybook);
        String file = name + DataSetFiles.RECORDS;
        String described = files.describe(file);
        try (FixedRecords records = FixedRecords.of(described, files.open(file), new RecordCodec(copybook, codePage))) {
            return new DataSet(described, layout, table, rows(described, table, RecordColumns.of(copybook), records));
        } catch (CodecException e) {
            throw new SimulatorException(
                    DATA_SET_BROKEN, described, e.place() + ": " + e.problem() + ".", e.fix() + ".", e);
        } catch (IOException | UncheckedIOException e) {
            throw missing(file, e);
        }
    }

    private static List<SourceRow> rows(String file, SourceTable table, RecordColumns columns, FixedRecords records) {
        List<SourceRow> rows = new ArrayList<>();
        Set<RowKey> keys = new HashSet<>();
        while (records.hasNext()) {
            SourceRow row = SourceRow.of(
                    table, CopybookColumns.values(columns, records.next().fields()));
            rows.add(row);
            if (!keys.add(row.key())) {
                throw new SimulatorException(
                        KEY_DUPLICATE,
                        file,
                        "record " + rows.size() + " has the key (" + String.join(", ", table.key())
                                + ") of a record before it.",
                        "remove one of the two records.");
            }
        }
        return rows;
    }

    private SimulatorException missing(String file, Exception cause) {
        return new SimulatorException(
                DATA_SET_MISSING,
                files.describe(file),
                "the file cannot be read.",
                "put NAME.PS and NAME.cpy side by side, readable.",
                cause);
    }
}
