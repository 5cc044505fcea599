package dev.millrace.simulator.delivery;

import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** What waits for its position in the stream; of equal positions the one held first comes first. Owned by one thread. */
final class HeldBack<C> {
    private final PriorityQueue<Entry<C>> entries = new PriorityQueue<>();
    private long held;

    /** Holds the changes, to be released together once the stream has reached the position. */
    void hold(long position, List<Delivered<C>> changes) {
        entries.add(new Entry<>(position, held++, changes));
    }

    /** The next entry that is due at this position, removed; empty where none is. */
    Optional<List<Delivered<C>>> poll(long position) {
        if (entries.isEmpty() || entries.element().position > position) {
            return Optional.empty();
        }
        return Optional.of(entries.remove().changes);
    }

    private record Entry<C>(long position, long sequence, List<Delivered<C>> changes) implements Comparable<Entry<C>> {
        @Override
        public int compareTo(Entry<C> other) {
            int order = Long.compare(position, other.position);
            return order != 0 ? order : Long.compare(sequence, other.sequence);
        }
    }
}
