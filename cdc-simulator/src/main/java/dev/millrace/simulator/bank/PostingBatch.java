package dev.millrace.simulator.bank;

import dev.millrace.simulator.source.RowChange;
import dev.millrace.simulator.source.SourceRow;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The nightly batch: posts the daily file in its order. Owned by the bank's thread. */
final class PostingBatch {
    private final Iterator<SourceRow> daily;
    private final PostingRules rules;
    private PostingCounts counts = PostingCounts.none();

    PostingBatch(List<SourceRow> daily, PostingRules rules) {
        this.daily = daily.iterator();
        this.rules = rules;
    }

    /** Reads on to the next transaction that is posted, and plans its unit of work; empty where the file has ended. */
    Optional<List<RowChange>> next() {
        while (daily.hasNext()) {
            PostingResult result = rules.post(daily.next());
            counts = counts.plus(result);
            if (result instanceof PostingResult.Posted posted) {
                return Optional.of(posted.unit());
            }
        }
        return Optional.empty();
    }

    /** True where the file has ended. */
    boolean isDone() {
        return !daily.hasNext();
    }

    PostingCounts counts() {
        return counts;
    }
}
