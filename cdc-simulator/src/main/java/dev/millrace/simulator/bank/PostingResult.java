package dev.millrace.simulator.bank;

import dev.millrace.simulator.source.RowChange;
import java.util.List;

/** What became of a transaction. */
sealed interface PostingResult {

    /** The unit of work that posts it, not yet committed. */
    record Posted(List<RowChange> unit) implements PostingResult {
        public Posted {
            unit = List.copyOf(unit);
        }
    }

    /** Nothing happens. */
    record Rejected(RejectReason reason) implements PostingResult {}
}
