package dev.millrace.core.engine;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.format.Format;
import dev.millrace.core.format.SourceRecord;
import dev.millrace.core.target.RowWrite;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a source in their order, and the state that they leave it in. A record's value is its change's number, so the
 * format only looks it up.
 */
final class SimulatedWorkload implements Format {
    private static final int TABLE_COLUMN_NAME = 1;

    /** One message of the source. Several records of the log may carry it. */
    static final class Event {
        private final int id;
        private final int partition;
        private final Optional<String> key;
        private final Optional<Change> change;
        private final List<RowWrite> writes;
        private final boolean poison;
        private final boolean unreadable;
        private final int padding;
        private int copies;
        private long offset;

        Event(
                int id,
                int partition,
                Optional<String> key,
                Optional<Change> change,
                List<RowWrite> writes,
                boolean poison,
                boolean unreadable,
                int padding) {
            this.id = id;
            this.partition = partition;
            this.key = key;
            this.change = change;
            this.writes = writes;
            this.poison = poison;
            this.unreadable = unreadable;
            this.padding = padding;
        }

        int partition() {
            return partition;
        }

        Optional<String> key() {
            return key;
        }

        List<RowWrite> writes() {
            return writes;
        }

        /** Whether its upsert can never be applied. */
        boolean isPoison() {
            return poison;
        }

        boolean isUnreadable() {
            return unreadable;
        }

        boolean isPoison(RowWrite write) {
            return poison && !write.isDelete();
        }

        byte[] value() {
            return (id + " " + "x".repeat(padding)).getBytes(StandardCharsets.UTF_8);
        }

        boolean isOversized() {
            return padding > 0;
        }

        void appended(long at) {
            copies++;
            offset = at;
        }

        boolean isAppended() {
            return copies > 0;
        }

        /** Whether the log has it once only, so that its offset says its place. */
        boolean isSingle() {
            return copies == 1;
        }

        long offset() {
            return offset;
        }
    }

    private record Delete(RowKey row, ChangeVersion version) {}

    private final Random random;
    private final SimulationSettings settings;
    private final List<Event> events = new ArrayList<>();
    /** Changes in the order in which they are written to the log, some of them again. */
    private final List<Event> sent = new ArrayList<>();

    private final Map<RowKey, RowWrite> truth = new HashMap<>();
    private final Map<Delete, Event> deletes = new HashMap<>();
    private final Map<Integer, Event> lastOfRow = new HashMap<>();
    /** Rows whose last two changes have one version. */
    private final Set<Integer> tied = new HashSet<>();

    private int next;
    private long version;

    SimulatedWorkload(Random random, SimulationSettings settings) {
        this.random = random;
        this.settings = settings;
        while (events.size() < SimulationSettings.CHANGES) {
            Event event = draw(events.size());
            events.add(event);
            sent.add(event);
            if (random.nextInt(8) == 0) {
                sent.add(sent.get(random.nextInt(sent.size())));
            }
        }
    }

    /** What the log gets next; empty when the source is done. */
    Optional<Event> next() {
        return next < sent.size() ? Optional.of(sent.get(next++)) : Optional.empty();
    }

    int records() {
        return sent.size();
    }

    /** The newest good write of each row in the source's order. */
    Map<RowKey, RowWrite> truth() {
        return truth;
    }

    private Event draw(int id) {
        int row = random.nextInt(settings.rows());
        int kind = random.nextInt(100);
        int partition = settings.wandering()
                ? random.nextInt(SimulationSettings.PARTITIONS)
                : row % SimulationSettings.PARTITIONS;
        Optional<String> key = settings.keyless()
                ? Optional.empty()
                : Optional.of("key-" + (settings.wandering() ? random.nextInt(9) : row));
        if (kind < 4) {
            return new Event(id, partition, key, Optional.empty(), List.of(), false, false, 0);
        }
        if (kind < 6) {
            return new Event(id, partition, key, Optional.empty(), List.of(), false, true, 0);
        }
        Event event = change(id, row, partition, key, kind);
        for (RowWrite write : event.writes) {
            if (write.isDelete()) {
                deletes.put(new Delete(write.key(), write.version()), event);
            }
            @Nullable RowWrite newest = truth.get(write.key());
            boolean newer = newest == null || write.version().isNewerThan(newest.version());
            if (newer && !event.isPoison(write)) {
                truth.put(write.key(), write);
            }
        }
        return event;
    }

    private Event change(int id, int row, int partition, Optional<String> key, int kind) {
        boolean delete = kind < 22;
        int target = !delete && kind < 30 ? random.nextInt(settings.rows()) : row;
        boolean poison = !delete && random.nextInt(24) == 0;
        @Nullable Event last = lastOfRow.get(row);
        boolean tie = !settings.wandering()
                && target == row
                && last != null
                && last.writes.size() == 1
                && last.partition == partition
                && last.key.equals(key)
                && !(delete
                        && deletes.containsKey(new Delete(
                                Samples.key("row-" + row), last.writes.get(0).version())))
                // Ties come together, or no row would ever have three of them.
                && random.nextInt(tied.contains(row) ? 2 : 5) == 0;
        if (tie) {
            tied.add(row);
        } else {
            tied.remove(row);
        }
        ChangeVersion numbered = tie && last != null ? last.writes.get(0).version() : Samples.version(++version);
        Change change = new Change(
                "BANK.ACCOUNT",
                delete ? Operation.DELETE : Operation.UPDATE,
                numbered,
                Optional.of(image(row, id)),
                delete ? Optional.empty() : Optional.of(image(target, id)),
                Instant.EPOCH);
        int padding = random.nextInt(60) == 0 ? (int) settings.engine().inFlightBytes() : 0;
        Event event = new Event(id, partition, key, Optional.of(change), writes(change), poison, false, padding);
        lastOfRow.put(row, event);
        lastOfRow.put(target, event);
        return event;
    }

    private static List<RowWrite> writes(Change change) {
        try {
            return ChangeWrites.of(change, Samples.ACCOUNT);
        } catch (Rejection impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Row image(int row, int id) {
        return new Row.Builder()
                .add("id", new Value.Text("row-" + row))
                .add("name", new Value.Text(Integer.toString(id)))
                .build();
    }

    @Override
    public Optional<Change> read(SourceRecord record) throws Rejection {
        Event event = event(record.value());
        if (event.unreadable) {
            throw new Rejection(RejectionReason.UNDECODABLE, "value");
        }
        return event.change;
    }

    /** The message that a record carries. */
    Event event(byte @Nullable [] value) {
        int id = 0;
        for (int i = 0; value != null && value[i] != ' '; i++) {
            id = id * 10 + value[i] - '0';
        }
        return events.get(id);
    }

    /** The message that a write comes from. */
    Event event(RowWrite write) {
        if (write.isDelete()) {
            @Nullable Event event = deletes.get(new Delete(write.key(), write.version()));
            if (event == null) {
                throw new AssertionError("nobody asked for " + write);
            }
            return event;
        }
        List<Value> row = write.row().orElse(List.of());
        return events.get(Integer.parseInt(((Value.Text) row.get(TABLE_COLUMN_NAME)).text()));
    }
}
