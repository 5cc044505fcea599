package dev.millrace.simulator.bank;

import java.util.EnumMap;
import java.util.Map;

/**
 * How many transactions were posted and rejected.
 *
 * @param rejected by reason; reasons without rejections are left out
 */
public record PostingCounts(long posted, Map<RejectReason, Long> rejected) {

    /** Copies the map. */
    public PostingCounts {
        rejected = Map.copyOf(rejected);
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
            Map<RejectReason, Long> more = new EnumMap<>(RejectReason.class);
            more.putAll(rejected);
            more.merge(rejection.reason(), 1L, Long::sum);
            return new PostingCounts(posted, more);
        }
        return new PostingCounts(posted + 1, rejected);
    }
}
