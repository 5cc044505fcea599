package dev.millrace.simulator.bank;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * How many transactions were posted and rejected.
 *
 * @param rejected by reason; reasons without rejections are left out
 */
public record PostingCounts(long posted, Map<RejectReason, Long> rejected) {

    /** Copies the map; the copy is in the order of the reasons. */
    public PostingCounts {
        Map<RejectReason, Long> ordered = new EnumMap<>(RejectReason.class);
        ordered.putAll(rejected);
        rejected = Collections.unmodifiableMap(ordered);
    }

    /** None yet. */
    static PostingCounts none() {
        return new PostingCounts(0, Map.of());
    }

    /** The rejected transactions of all reasons. */
    public long rejectedInAll() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    /** These counts and one more. */
    PostingCounts plus(PostingResult result) {
        if (result instanceof PostingResult.Rejected rejection) {
            Map<RejectReason, Long> more = new HashMap<>(rejected);
            more.merge(rejection.reason(), 1L, Long::sum);
            return new PostingCounts(posted, more);
        }
        return new PostingCounts(posted + 1, rejected);
    }
}
