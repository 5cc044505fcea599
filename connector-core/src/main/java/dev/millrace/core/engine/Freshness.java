package dev.millrace.core.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * How old the oldest change is that is not applied. Of a record that was polled its own time says so: of the commit at the source, or
 * the broker's where it is not decoded yet. What was not polled is younger than everything that was, and than the last moment at
 * which the partition was seen to have nothing left: so old it may be, and it counts as that old. For the poll loop's thread.
 */
final class Freshness {
    private final Map<TopicPartition, Seen> partitions = new HashMap<>();

    /** An assignment as it was when it was last looked at. */
    private static final class Seen {
        private final Assignment assignment;
        /** Since when something may be there that was not polled, before the assignment has read anything. */
        private final long unreadMillis;

        private OptionalLong allAppliedMillis = OptionalLong.empty();
        private long sinceMillis;

        Seen(Assignment assignment, long unreadMillis) {
            this.assignment = assignment;
            this.unreadMillis = unreadMillis;
            this.sinceMillis = unreadMillis;
        }

        /** Since when something may be there that was not polled. */
        long notPolledMillis() {
            long newestMillis = assignment.frontier().newestMillis();
            if (allAppliedMillis.isPresent()) {
                return Math.max(allAppliedMillis.getAsLong(), newestMillis);
            }
            return newestMillis > 0 ? newestMillis : unreadMillis;
        }
    }

    private long outsideSinceMillis;
    private boolean outside = true;

    /** @param nowMillis since 1970; until it has joined its group the member is up to date with nothing */
    Freshness(long nowMillis) {
        this.outsideSinceMillis = nowMillis;
    }

    void joined() {
        outside = false;
    }

    /** The member has lost its partitions and does not know which it will have. */
    void left(long nowMillis) {
        outside = true;
        outsideSinceMillis = nowMillis;
    }

    /** Forgets partitions that are none of these assignments'. */
    void keepOnly(Collection<Assignment> assignments) {
        partitions
                .keySet()
                .retainAll(assignments.stream().map(Assignment::partition).collect(Collectors.toSet()));
    }

    /**
     * The age in milliseconds of the assignment's oldest change that is not applied; 0 where all are.
     *
     * @param oldest of its records that are not settled
     * @param atEnd whether the consumer has just been told that there is nothing behind its position
     */
    long ageMillis(Assignment assignment, Optional<PendingRecord> oldest, boolean atEnd, long nowMillis) {
        Seen seen = seen(assignment, nowMillis);
        if (oldest.isEmpty() && atEnd) {
            seen.allAppliedMillis = OptionalLong.of(nowMillis);
            seen.sinceMillis = nowMillis;
            return 0;
        }
        boolean timed = oldest.isPresent() && oldest.get().changeMillis() >= 0;
        seen.sinceMillis = timed ? oldest.get().changeMillis() : seen.notPolledMillis();
        return Math.max(0, nowMillis - seen.sinceMillis);
    }

    /** A partition that goes back to another position is not fresher for it: what it had polled comes again. */
    private Seen seen(Assignment assignment, long nowMillis) {
        Seen last = partitions.get(assignment.partition());
        if (last != null && last.assignment == assignment) {
            return last;
        }
        Seen next = new Seen(assignment, last == null ? nowMillis : last.sinceMillis);
        partitions.put(assignment.partition(), next);
        return next;
    }

    /** For how many milliseconds the member has had no place in its group; 0 while it has one. */
    long outsideMillis(long nowMillis) {
        return outside ? Math.max(0, nowMillis - outsideSinceMillis) : 0;
    }
}
