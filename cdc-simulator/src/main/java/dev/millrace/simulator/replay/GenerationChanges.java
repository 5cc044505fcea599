package dev.millrace.simulator.replay;

import static dev.millrace.simulator.SimulatorError.DATA_SET_BROKEN;
import static dev.millrace.simulator.SimulatorError.DATA_SET_MISSING;
import static dev.millrace.simulator.SimulatorError.KEY_DUPLICATE;

import dev.millrace.codec.CobolRecord;
import dev.millrace.codec.CobolRecords;
import dev.millrace.codec.CodecException;
import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.generate.ObjectKind;
import dev.millrace.simulator.source.RowChange;
import dev.millrace.simulator.source.RowKey;
import dev.millrace.simulator.source.SourceRow;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a data set has changed since the one before it: in the order of its records what is new or different, then what is gone. One record
 * is in memory at a time, beside the rows themselves. Owned by one thread.
 */
final class GenerationChanges implements Closeable {
    private final ReplayedObject object;
    private final Path file;
    private final LastRecord last;
    private final CobolRecords records;
    /** Of the generation before; what was given is of this one. */
    private final Map<RowKey, SourceRow> rows;

    private final Set<RowKey> seen = new HashSet<>();
    /** Of the rows that are gone; empty before all records are read. */
    private Optional<Iterator<SourceRow>> gone = Optional.empty();

    private GenerationChanges(
            ReplayedObject object, Path file, LastRecord last, CobolRecords records, Map<RowKey, SourceRow> rows) {
        this.object = object;
        this.file = file;
        this.last = last;
        this.records = records;
        this.rows = rows;
    }

    /**
     * Opens a data set.
     *
     * @param rows of the generation before, by key; they become those of this one
     * @throws SimulatorException {@code DATA_SET_MISSING}, {@code DATA_SET_BROKEN}
     */
    static GenerationChanges open(ReplayedObject object, Path file, Map<RowKey, SourceRow> rows) {
        try {
            LastRecord last = new LastRecord(object.layout().record().codec());
            return new GenerationChanges(object, file, last, object.format().open(file, last), rows);
        } catch (CodecException broken) {
            throw broken(file, broken);
        } catch (IOException unreadable) {
            throw unreadable(file, unreadable);
        }
    }

    /**
     * The next change; empty at the end.
     *
     * @throws SimulatorException {@code DATA_SET_MISSING}, {@code DATA_SET_BROKEN}, {@code KEY_DUPLICATE}
     */
    Optional<RowChange> next() {
        try {
            while (records.hasNext()) {
                Optional<RowChange> change = take(row(records.next()));
                if (change.isPresent()) {
                    return change;
                }
            }
        } catch (CodecException broken) {
            throw broken(file, broken);
        } catch (UncheckedIOException unreadable) {
            throw unreadable(file, unreadable);
        }
        return nextGone();
    }

    private SourceRow row(CobolRecord record) {
        List<Object> values = object.layout().values(List.of(), record);
        return object.kind() == ObjectKind.DB2
                ? SourceRow.of(object.table(), values)
                : SourceRow.of(object.table(), values, last.bytes());
    }

    private Optional<RowChange> take(SourceRow row) {
        RowKey key = row.key();
        if (!seen.add(key)) {
            throw new SimulatorException(
                    KEY_DUPLICATE,
                    file.toString(),
                    "record " + (seen.size() + 1) + " has the key ("
                            + String.join(", ", object.table().key()) + ") of a record before it.",
                    "name the fields that make the key, or remove one of the two records.");
        }
        @Nullable SourceRow before = rows.put(key, row);
        if (before == null) {
            return Optional.of(new RowChange.Insert(row));
        }
        return before.equals(row) ? Optional.empty() : Optional.of(new RowChange.Update(before, row));
    }

    private Optional<RowChange> nextGone() {
        if (gone.isEmpty()) {
            gone = Optional.of(rows.values().stream()
                    .filter(row -> !seen.contains(row.key()))
                    .toList()
                    .iterator());
        }
        if (!gone.get().hasNext()) {
            return Optional.empty();
        }
        SourceRow row = gone.get().next();
        rows.remove(row.key());
        return Optional.of(new RowChange.Delete(row));
    }

    @Override
    public void close() throws IOException {
        records.close();
    }

    private static SimulatorException broken(Path file, CodecException cause) {
        return new SimulatorException(
                DATA_SET_BROKEN,
                file.toString(),
                cause.place() + ": " + cause.problem() + ".",
                cause.fix() + ".",
                cause);
    }

    private static SimulatorException unreadable(Path file, Exception cause) {
        return new SimulatorException(
                DATA_SET_MISSING, file.toString(), "the file cannot be read.", "put it there, readable.", cause);
    }
}
