package dev.millrace.core.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Operation;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.format.ChangeWriter.WrittenChange;
import dev.millrace.core.target.TargetTable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What every format keeps: a history that is written as its product does, and arrives in any order and more than once, ends as the
 * source did.
 */
public abstract class FormatContract {
    private static final int HISTORIES = Integer.getInteger("millrace.contract.histories", 100);
    private static final int CHANGES = 60;
    private static final Instant START = Instant.parse("2026-03-29T00:59:59.999900Z");

    private final TargetTable table = WrittenRow.table();

    /** The name of the table at the source, of epoch 3 and revision 2: {@link KitTables}. */
    public static final String TABLE = "BANK.KIT";

    private final Format format;
    private final ChangeWriter writer;
    private final KeyChanges keyChanges;

    /** How the product writes a change of a key. */
    public enum KeyChanges {
        AS_UPDATE,
        AS_DELETE_AND_INSERT
    }

    protected FormatContract(Format format, ChangeWriter writer) {
        this(format, writer, KeyChanges.AS_UPDATE);
    }

    protected FormatContract(Format format, ChangeWriter writer, KeyChanges keyChanges) {
        this.format = format;
        this.writer = writer;
        this.keyChanges = keyChanges;
    }

    @Test
    void a_history_that_comes_in_any_order_and_twice_ends_as_its_source_did() throws Exception {
        for (int seed = 0; seed < HISTORIES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Map<List<Value>, WrittenRow> source = new HashMap<>();
            List<WrittenRecord> records = history(source, random);
            List<WrittenRecord> arriving = new ArrayList<>(records);
            arriving.addAll(records.subList(0, records.size() / 3));
            Collections.shuffle(arriving, new java.util.Random(seed));
            Map<List<Value>, List<Value>> expected = new HashMap<>();
            source.forEach((key, row) -> expected.put(key, row.values()));
            assertEquals(expected, applied(arriving), "seed " + seed);
        }
    }

    private List<WrittenRecord> history(Map<List<Value>, WrittenRow> source, SplittableRandom random) throws Exception {
        List<WrittenRecord> records = new ArrayList<>();
        Instant time = START;
        for (int i = 0; i < CHANGES; i++) {
            time = time.plus(random.nextInt(3) == 0 ? 1_000_000 : 1, ChronoUnit.MICROS);
            WrittenRow row = WrittenRow.random(random);
            WrittenRow held = source.get(row.key());
            if (held == null) {
                records.add(write(Operation.INSERT, time, row, row));
                source.put(row.key(), row);
            } else if (random.nextInt(3) == 0) {
                records.add(write(Operation.DELETE, time, held, held));
                source.remove(row.key());
            } else {
                WrittenRow moved = row.withKeyOf(WrittenRow.random(random));
                boolean free = keyChanges == KeyChanges.AS_UPDATE && !source.containsKey(moved.key());
                WrittenRow after = free ? moved : row;
                records.add(write(Operation.UPDATE, time, held, after));
                source.remove(held.key());
                source.put(after.key(), after);
            }
        }
        return records;
    }

    private WrittenRecord write(Operation operation, Instant time, WrittenRow before, WrittenRow after)
            throws Exception {
        return writer.write(new WrittenChange(TABLE, operation, time, before.image(), after.image()));
    }

    /** What a target has in the end that keeps the newest version of each key, deletes included. */
    private Map<List<Value>, List<Value>> applied(List<WrittenRecord> records) throws Exception {
        Map<RowKey, ChangeVersion> versions = new HashMap<>();
        Map<List<Value>, List<Value>> rows = new HashMap<>();
        for (WrittenRecord record : records) {
            Change change = format.read(new KitRecord(
                            record.value(),
                            record.headers(),
                            START.plusSeconds(120).toEpochMilli()))
                    .orElseThrow();
            RowKey key = table.key(change.image());
            if (change.operation() == Operation.DELETE) {
                put(versions, rows, key, change.version(), Optional.empty());
                continue;
            }
            put(versions, rows, key, change.version(), Optional.of(table.row(change.image())));
            if (change.before().isPresent() && !table.key(change.before().get()).equals(key)) {
                put(versions, rows, table.key(change.before().get()), change.version(), Optional.empty());
            }
        }
        return rows;
    }

    private static void put(
            Map<RowKey, ChangeVersion> versions,
            Map<List<Value>, List<Value>> rows,
            RowKey key,
            ChangeVersion version,
            Optional<List<Value>> row) {
        ChangeVersion held = versions.get(key);
        if (held != null && !version.isNewerThan(held)) {
            return;
        }
        versions.put(key, version);
        if (row.isPresent()) {
            rows.put(key.values(), row.get());
        } else {
            rows.remove(key.values());
        }
    }
}
