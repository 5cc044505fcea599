package dev.millrace.core.engine;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.failure.Refusal;
import dev.millrace.core.format.Format;
import dev.millrace.core.format.SchemaUnavailable;
import dev.millrace.core.format.SourceFault;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import dev.millrace.core.target.TargetException;
import dev.millrace.core.target.TargetTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Says what would become of records without writing them: remembers the newest version of each row that it has seen, over the
 * ones that the target holds. For one thread; keeps a version for each row seen.
 */
public final class Preview {
    private static final String SCHEMA_UNAVAILABLE = "SCHEMA_UNAVAILABLE";
    private static final int MOST_ATTEMPTS = 8;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final Format format;
    private final Target target;
    private final Consumer<Duration> pause;
    /** By the table's name: its columns may become more. */
    private final Map<String, Map<RowKey, Optional<ChangeVersion>>> newest = new HashMap<>();

    private final Map<String, Set<RowKey>> refused = new HashMap<>();
    private final Map<Refusal, Long> rejected = new HashMap<>();
    private long applied;
    private long stale;
    private long skipped;

    /** @param pause rests for so long, before the target is asked again what it had too much to do for */
    public Preview(Format format, Target target, Consumer<Duration> pause) {
        this.format = format;
        this.target = target;
        this.pause = pause;
    }

    /**
     * Takes the records of one poll.
     *
     * @throws TargetException when the target cannot be read, also not after half a minute
     */
    public void look(List<ConsumerRecord<byte[], byte[]>> records) {
        List<List<RowWrite>> changes = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            decode(record).ifPresent(changes::add);
        }
        askForHeldVersions(changes);
        changes.forEach(this::count);
    }

    public long applied() {
        return applied;
    }

    public long stale() {
        return stale;
    }

    public long skipped() {
        return skipped;
    }

    /** Number of records by reason and place. */
    public Map<Refusal, Long> rejected() {
        return Map.copyOf(rejected);
    }

    private Optional<List<RowWrite>> decode(ConsumerRecord<byte[], byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        Assignment none = Assignment.waiting(partition, Optional.empty(), OptionalLong.empty(), 0);
        try {
            Optional<Change> change = format.read(new PendingRecord(new Portion(none), record, 0));
            if (change.isEmpty()) {
                skipped++;
                return Optional.empty();
            }
            TargetTable table =
                    target.table(change.get()).orElseThrow(() -> new Rejection(RejectionReason.TABLE_UNKNOWN, "table"));
            return Optional.of(ChangeWrites.of(change.get(), table));
        } catch (Rejection rejection) {
            reject(Refusal.of(rejection));
            return Optional.empty();
        } catch (SourceFault fault) {
            reject(new Refusal(fault.kind().name(), fault.place()));
            return Optional.empty();
        } catch (SchemaUnavailable away) {
            reject(new Refusal(SCHEMA_UNAVAILABLE, "value"));
            return Optional.empty();
        }
    }

    private void askForHeldVersions(List<List<RowWrite>> changes) {
        IdentityHashMap<TargetTable, Set<RowKey>> unknown = new IdentityHashMap<>();
        for (List<RowWrite> writes : changes) {
            for (RowWrite write : writes) {
                if (!rows(write.table()).containsKey(write.key()) && !isRefused(write)) {
                    unknown.computeIfAbsent(write.table(), table -> new HashSet<>())
                            .add(write.key());
                }
            }
        }
        unknown.forEach((table, keys) -> ask(table, List.copyOf(keys)));
    }

    /** Halves what the target refuses until the keys are found that it cannot hold; of them the connector makes dead letters. */
    private void ask(TargetTable table, List<RowKey> keys) {
        List<Optional<ChangeVersion>> held;
        try {
            held = heldVersions(table, keys);
        } catch (TargetException error) {
            if (error.kind() != FailureKind.POISON) {
                throw error;
            }
            if (keys.size() == 1) {
                refused.computeIfAbsent(table.name(), any -> new HashSet<>()).addAll(keys);
            } else {
                ask(table, keys.subList(0, keys.size() / 2));
                ask(table, keys.subList(keys.size() / 2, keys.size()));
            }
            return;
        }
        for (int i = 0; i < keys.size(); i++) {
            rows(table).put(keys.get(i), held.get(i));
        }
    }

    private List<Optional<ChangeVersion>> heldVersions(TargetTable table, List<RowKey> keys) {
        for (int attempt = 1; attempt < MOST_ATTEMPTS; attempt++) {
            try {
                return target.heldVersions(table, keys);
            } catch (TargetException error) {
                if (error.kind() != FailureKind.TRANSIENT) {
                    throw error;
                }
                pause.accept(FIRST_PAUSE.multipliedBy(1L << attempt));
            }
        }
        return target.heldVersions(table, keys);
    }

    private boolean isRefused(RowWrite write) {
        return refused.getOrDefault(write.table().name(), Set.of()).contains(write.key());
    }

    private void reject(Refusal why) {
        rejected.merge(why, 1L, Long::sum);
    }

    private void count(List<RowWrite> writes) {
        Optional<RowWrite> never = writes.stream().filter(this::isRefused).findFirst();
        if (never.isPresent()) {
            reject(new Refusal(
                    RejectionReason.VALUE_REFUSED.name(), never.get().table().name()));
            return;
        }
        boolean anyApplied = false;
        for (RowWrite write : writes) {
            Optional<ChangeVersion> held = rows(write.table()).getOrDefault(write.key(), Optional.empty());
            if (held.isEmpty() || write.version().isNewerThan(held.get())) {
                rows(write.table()).put(write.key(), Optional.of(write.version()));
                anyApplied = true;
            }
        }
        if (anyApplied) {
            applied++;
        } else {
            stale++;
        }
    }

    private Map<RowKey, Optional<ChangeVersion>> rows(TargetTable table) {
        return newest.computeIfAbsent(table.name(), any -> new HashMap<>());
    }
}
