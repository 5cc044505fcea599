package dev.millrace.simulator.delivery;

import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** What waits for its position in the stream; of equal positions the one held first comes first. Owned by one thread. */
final class HeldBack<T> {
    private final PriorityQueue<Entry<T>> entries = new PriorityQueue<>();
    private long held;

    /** Holds the changes, to be released together once the stream has reached the position. */
    void hold(long position, List<T> changes) {
        entries.add(new Entry<>(position, held++, changes));
    }

    /** The next entry that is due at this position, removed; empty where none is. */
    Optional<List<T>> poll(long position) {
        if (entries.isEmpty() || entries.element().position > position) {
            return Optional.empty();
        }
        return Optional.of(entries.remove().changes);
    }

    private record Entry<T>(long position, long sequence, List<T> changes) implements Comparable<Entry<T>> {
        @Override
        public int compareTo(Entry<T> other) {
            int order = Long.compare(position, other.position);
            return order != 0 ? order : Long.compare(sequence, other.sequence);
        }
    }
}
