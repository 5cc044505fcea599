package dev.millrace.simulator.truth;

import static dev.millrace.simulator.SimulatorError.TRUTH_BROKEN;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a truth file, a row at a time: the tables are known once it is open. {@link SimulatorException} wherever the file
 * is not whole. Owned by one thread.
 */
public final class TruthReader implements AutoCloseable {
    private final Path file;
    private final JsonParser json;
    private final Map<String, SourceTable> tables = new LinkedHashMap<>();
    /** Rows that the table's line promised and that have not come yet, by target name. */
    private final Map<String, Long> missing = new HashMap<>();

    private boolean rowAhead;

    private TruthReader(Path file, JsonParser json) {
        this.file = file;
        this.json = json;
    }

    /** Opens the file and reads the tables' lines. */
    public static TruthReader open(Path file) {
        try {
            TruthReader reader = new TruthReader(file, new JsonFactory().createParser(file.toFile()));
            try {
                reader.readTables();
                return reader;
            } catch (IOException | RuntimeException e) {
                reader.json.close();
                throw e;
            }
        } catch (JsonParseException e) {
            throw broken(file, "a line is no JSON", e);
        } catch (IOException e) {
            throw broken(file, "it cannot be read: " + e.getMessage(), e);
        }
    }

    /** The tables, in the order of the source. */
    public List<SourceTable> tables() {
        return List.copyOf(tables.values());
    }

    /** The next row; empty once every row that the tables' lines promise has come. */
    public Optional<SourceRow> next() {
        try {
            if (!rowAhead) {
                checkComplete();
                return Optional.empty();
            }
            SourceRow row = readRow();
            rowAhead = enterLine() && expectRow();
            return Optional.of(row);
        } catch (JsonParseException | IllegalArgumentException e) {
            throw broken(file, "a row's line is damaged", e);
        } catch (IOException e) {
            throw broken(file, "it cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            json.close();
        } catch (IOException e) {
            throw broken(file, "it cannot be closed: " + e.getMessage(), e);
        }
    }

    private void readTables() throws IOException {
        while (enterLine()) {
            if (json.currentName().equals("row")) {
                rowAhead = true;
                return;
            }
            TableLine line = TableLine.read(json, why -> broken(file, why));
            tables.put(line.table().targetName(), line.table());
            missing.put(line.table().targetName(), line.rows());
        }
        if (tables.isEmpty()) {
            throw broken(file, "it names no table");
        }
    }

    /** Steps into the next line's object up to its first field name; false at the end of the file. */
    private boolean enterLine() throws IOException {
        @Nullable JsonToken token = json.nextToken();
        if (token == null) {
            return false;
        }
        if (token != JsonToken.START_OBJECT || json.nextToken() != JsonToken.FIELD_NAME) {
            throw broken(file, "a line is neither a table nor a row");
        }
        return true;
    }

    private boolean expectRow() throws IOException {
        if (!json.currentName().equals("row")) {
            throw broken(file, "a line among the rows is no row");
        }
        return true;
    }

    private SourceRow readRow() throws IOException {
        String name = String.valueOf(json.nextTextValue());
        @Nullable SourceTable table = tables.get(name);
        if (table == null) {
            throw broken(file, "a row belongs to a table that the file does not name");
        }
        missing.merge(name, -1L, Long::sum);
        if (json.nextToken() != JsonToken.FIELD_NAME || json.nextToken() != JsonToken.START_ARRAY) {
            throw broken(file, "a row has no values");
        }
        List<Object> values = new ArrayList<>(table.columns().size());
        while (json.nextToken() != JsonToken.END_ARRAY) {
            values.add(TableLine.value(table, values.size(), json));
        }
        if (json.nextToken() != JsonToken.END_OBJECT) {
            throw broken(file, "a row's line has more than values");
        }
        return SourceRow.of(table, values);
    }

    private void checkComplete() {
        if (missing.values().stream().anyMatch(rows -> rows != 0)) {
            throw broken(file, "it has other numbers of rows than its first lines say");
        }
    }

    private static SimulatorException broken(Path file, String why) {
        return new SimulatorException(TRUTH_BROKEN, file.toString(), why + ".", "write it again by a new run.");
    }

    private static SimulatorException broken(Path file, String why, Exception cause) {
        return new SimulatorException(TRUTH_BROKEN, file.toString(), why + ".", "write it again by a new run.", cause);
    }
}
