package dev.millrace.core.engine;

import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How old the oldest change is that is not applied. Of a record that was polled its own time says so: of the commit at the source, or
 * the broker's where it is not decoded yet. What was not polled is younger than everything that was, and than the last moment at
 * which the partition was seen to have nothing left: so old it may be, and it counts as that old. For the poll loop's thread.
 */
final class Freshness {
    private final IdentityHashMap<Assignment, Seen> partitions = new IdentityHashMap<>();

    /** When an assignment was first looked at, and when it was last seen to be all applied. */
    private static final class Seen {
        private final long firstMillis;
        private OptionalLong allAppliedMillis = OptionalLong.empty();

        Seen(long firstMillis) {
            this.firstMillis = firstMillis;
        }

        /** Since when something may be there that was not polled. */
        long sinceMillis(long newestMillis) {
            if (allAppliedMillis.isPresent()) {
                return Math.max(allAppliedMillis.getAsLong(), newestMillis);
            }
            return newestMillis > 0 ? newestMillis : firstMillis;
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

    /** Forgets assignments that ended. */
    void forgetEnded() {
        partitions.keySet().removeIf(assignment -> !assignment.isActive());
    }

    /**
     * The age in milliseconds of the assignment's oldest change that is not applied; 0 where all are.
     *
     * @param oldest of its records that are not settled
     * @param atEnd whether the consumer has just been told that there is nothing behind its position
     */
    long ageMillis(Assignment assignment, Optional<PendingRecord> oldest, boolean atEnd, long nowMillis) {
        Seen seen = partitions.computeIfAbsent(assignment, any -> new Seen(nowMillis));
        if (oldest.isEmpty() && atEnd) {
            seen.allAppliedMillis = OptionalLong.of(nowMillis);
            return 0;
        }
        boolean timed = oldest.isPresent() && oldest.get().changeMillis() >= 0;
        long since = timed
                ? oldest.get().changeMillis()
                : seen.sinceMillis(assignment.frontier().newestMillis());
        return Math.max(0, nowMillis - since);
    }

    /** For how many milliseconds the member has had no place in its group; 0 while it has one. */
    long outsideMillis(long nowMillis) {
        return outside ? Math.max(0, nowMillis - outsideSinceMillis) : 0;
    }
}
