package dev.millrace.core.engine;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.target.RowWrite;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one process was told by the store and by the dead letter topic, and in answer to which of its calls and letters. */
final class SimulationLedger {
    /** The store answered that it holds this version or a newer one. */
    private record Earned(long call, ChangeVersion version) {}

    private final Map<RowKey, Deque<Earned>> earned = new HashMap<>();
    private final Map<Long, Long> letters = new HashMap<>();

    /** A letter is stored. */
    void acknowledged(int partition, long offset, long number) {
        letters.merge(place(partition, offset), number, Math::max);
    }

    /** The store holds this write or a newer one. */
    void earned(RowWrite write, long number) {
        Deque<Earned> all = earned.computeIfAbsent(write.key(), any -> new ArrayDeque<>());
        all.removeIf(one -> one.call() <= number && !one.version().isNewerThan(write.version()));
        all.addLast(new Earned(number, write.version()));
    }

    private boolean isEarned(RowWrite write, long epoch) {
        @Nullable Deque<Earned> all = earned.get(write.key());
        if (all != null) {
            for (Earned one : all) {
                if (one.call() >= epoch && !write.version().isNewerThan(one.version())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static long place(int partition, long offset) {
        return offset * SimulationSettings.PARTITIONS + partition;
    }

    /** Whether this assignment itself was told that nothing of the record can get lost. */
    boolean isSettled(SimulatedPartitions.Held held, SimulatedBroker.Entry entry) {
        SimulatedWorkload.Event event = entry.event();
        @Nullable
        Long letter =
                event.isPoison() || event.isUnreadable() ? letters.get(place(event.partition(), entry.offset())) : null;
        boolean lettered = letter != null && letter >= held.epoch();
        if (event.isUnreadable()) {
            return lettered;
        }
        for (RowWrite write : event.writes()) {
            if (!isEarned(write, held.epoch()) && !(lettered && event.isPoison(write))) {
                return false;
            }
        }
        return true;
    }
}
