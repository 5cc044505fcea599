package dev.millrace.core.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Tells the consumer which partitions rest, and remembers why. For the poll loop's thread. */
final class Pauses {
    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, PauseReason> paused = new HashMap<>();

    Pauses(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** Pauses what has a reason to rest and resumes what has none. */
    void apply(Collection<Assignment> assignments, Function<Assignment, Optional<PauseReason>> reasonOf) {
        List<TopicPartition> toPause = new ArrayList<>();
        List<TopicPartition> toResume = new ArrayList<>();
        for (Assignment assignment : assignments) {
            TopicPartition partition = assignment.partition();
            Optional<PauseReason> reason = reasonOf.apply(assignment);
            if (reason.isEmpty()) {
                if (paused.remove(partition) != null) {
                    toResume.add(partition);
                }
            } else if (paused.put(partition, reason.get()) == null) {
                toPause.add(partition);
            }
        }
        if (!toPause.isEmpty()) {
            consumer.pause(toPause);
        }
        if (!toResume.isEmpty()) {
            consumer.resume(toResume);
        }
    }

    /** The consumer has forgotten the pauses of these partitions, as it does when they come and go. */
    void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(paused::remove);
    }

    /** Whether any of so many partitions is not paused. */
    boolean leaveRoom(int assigned) {
        return paused.size() < assigned;
    }

    /** How many partitions rest for a reason. */
    int count(PauseReason reason) {
        return Collections.frequency(paused.values(), reason);
    }

    Optional<PauseReason> reason(TopicPartition partition) {
        return Optional.ofNullable(paused.get(partition));
    }
}
