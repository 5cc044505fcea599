package dev.millrace.simulator.capture;

import dev.millrace.simulator.source.RowChange;
import dev.millrace.simulator.source.SourceRow;
import java.util.List;

/** A unit of work as it is captured. */
sealed interface CommittedUnit {

    /** The number of the unit of work, from 1. */
    long number();

    /** How many changes it has, at least 1. */
    int size();

    /**
     * Changes that have committed together.
     *
     * @param tied whether the clock shows what it showed at the commit before
     */
    record Changed(long number, boolean tied, List<RowChange> changes) implements CommittedUnit {
        @Override
        public int size() {
            return changes.size();
        }
    }

    /** Rows that the initial load has read; they may have been changed since. */
    record Loaded(long number, List<SourceRow> rows) implements CommittedUnit {
        @Override
        public int size() {
            return rows.size();
        }
    }
}
