package dev.millrace.simulator.truth;

import static dev.millrace.simulator.SimulatorError.TRUTH_UNWRITABLE;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.source.SourceNull;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * Writes the true state as JSON lines: first a line for each table (names, columns, key, number of rows), then a line for
 * each row (the target's table name, and the values in the order of the columns as exact text, arrays and groups as
 * arrays of such, and null).
 */
public final class TruthWriter {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private TruthWriter() {}

    /**
     * Writes the file, for its owner only: it holds the rows. It appears whole or not at all: the lines go to a file beside it that is forced to disk and then
     * renamed. {@link SimulatorException} where that fails.
     */
    public static void write(TrueState state, Path file) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            // What an earlier run left here may be open to others.
            Files.deleteIfExists(part);
            try (FileChannel channel = FileChannel.open(
                    part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
                writeLines(state, out);
                out.flush();
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new SimulatorException(
                    TRUTH_UNWRITABLE,
                    file.toString(),
                    "the true state cannot be written: " + e.getMessage() + ".",
                    "make the directory writable, with room for one line a row.",
                    e);
        }
    }

    private static void writeLines(TrueState state, OutputStream out) throws IOException {
        JsonGenerator json = new JsonFactory().createGenerator(out);
        json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
        for (SourceTable table : state.tables()) {
            writeTable(json, table, state.size(table));
        }
        for (SourceTable table : state.tables()) {
            for (SourceRow row : state.rows(table)) {
                writeRow(json, row);
            }
        }
        json.writeRaw('\n');
        json.flush();
    }

    private static void writeTable(JsonGenerator json, SourceTable table, int rows) throws IOException {
        json.writeStartObject();
        json.writeStringField("table", table.targetName());
        json.writeStringField("schema", table.schema());
        json.writeStringField("name", table.name());
        json.writeArrayFieldStart("columns");
        for (SourceColumn column : table.columns()) {
            ColumnJson.write(json, column);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("key");
        for (String column : table.key()) {
            json.writeString(column);
        }
        json.writeEndArray();
        json.writeNumberField("rows", rows);
        json.writeEndObject();
    }

    private static void writeRow(JsonGenerator json, SourceRow row) throws IOException {
        json.writeStartObject();
        json.writeStringField("row", row.table().targetName());
        json.writeArrayFieldStart("values");
        for (int i = 0; i < row.table().columns().size(); i++) {
            writeValue(json, row.value(i));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeValue(JsonGenerator json, Object value) throws IOException {
        if (value instanceof BigDecimal number) {
            json.writeString(number.toPlainString());
        } else if (value instanceof List<?> values) {
            json.writeStartArray();
            for (Object one : values) {
                writeValue(json, one);
            }
            json.writeEndArray();
        } else if (value == SourceNull.NULL) {
            json.writeNull();
        } else {
            json.writeString((String) value);
        }
    }
}
