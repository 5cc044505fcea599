package dev.millrace.core.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The partitions that a member believes to own. */
final class SimulatedPartitions {
    /** One assignment of a partition, from assigned to revoked or lost. */
    static final class Held {
        private final TopicPartition id;
        private final long epoch;
        private long position;
        private long settledBefore;
        private boolean paused;
        private boolean leaving;

        Held(TopicPartition id, long position, long epoch) {
            this.id = id;
            this.position = position;
            this.settledBefore = position;
            this.epoch = epoch;
        }

        TopicPartition id() {
            return id;
        }

        /** Calls of the store with this number or a higher one were begun in this assignment. */
        long epoch() {
            return epoch;
        }

        long position() {
            return position;
        }

        void moveTo(long offset) {
            position = offset;
        }

        /** Everything before it is known to be settled, so that nobody looks again. */
        long settledBefore() {
            return settledBefore;
        }

        void settledBefore(long offset) {
            settledBefore = offset;
        }

        boolean isPaused() {
            return paused;
        }

        void pause(boolean rests) {
            paused = rests;
        }

        /** Whether it is being revoked. */
        boolean isLeaving() {
            return leaving;
        }
    }

    private final @Nullable Held[] all = new Held[SimulationSettings.PARTITIONS];
    private int count;

    boolean isEmpty() {
        return count == 0;
    }

    int count() {
        return count;
    }

    boolean has(TopicPartition partition) {
        return all[partition.partition()] != null;
    }

    /** Whether the engine may work for it: held and not being revoked. */
    boolean isActive(int partition) {
        Held held = all[partition];
        return held != null && !held.leaving;
    }

    /** Whether this very assignment is still held. */
    boolean isCurrent(Held held) {
        return all[held.id.partition()] == held && !held.leaving;
    }

    Held of(TopicPartition partition) {
        Held held = all[partition.partition()];
        if (held == null) {
            throw new IllegalStateException("not assigned: " + partition);
        }
        return held;
    }

    List<Held> list() {
        List<Held> list = new ArrayList<>(count);
        for (Held held : all) {
            if (held != null) {
                list.add(held);
            }
        }
        return list;
    }

    List<Held> shuffled(Random random) {
        List<Held> list = list();
        Collections.shuffle(list, random);
        return list;
    }

    Set<TopicPartition> partitions() {
        Set<TopicPartition> ids = SimulatedBroker.inOrder();
        list().forEach(held -> ids.add(held.id));
        return ids;
    }

    void take(TopicPartition partition, long position, long epoch) {
        all[partition.partition()] = new Held(partition, position, epoch);
        count++;
    }

    /** The engine goes on elsewhere: what it has done so far does not count any more. */
    void seek(TopicPartition partition, long position, long epoch) {
        Held former = of(partition);
        Held next = new Held(partition, position, epoch);
        next.paused = former.paused;
        next.leaving = former.leaving;
        all[partition.partition()] = next;
    }

    void leave(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> of(partition).leaving = true);
    }

    void forget(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            if (all[partition.partition()] != null) {
                all[partition.partition()] = null;
                count--;
            }
        }
    }

    boolean anyFetchable(SimulatedBroker broker) {
        for (Held held : all) {
            if (held != null && !held.paused && held.position < broker.end(held.id)) {
                return true;
            }
        }
        return false;
    }
}
