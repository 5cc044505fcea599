package dev.millrace.core.engine;

import java.util.List;

/**
 * Writes that go to the target in one call, at most one a row.
 *
 * @param attempt how often in succession a call with these writes was of no use to any of them; 0 for what was never written
 * @param dueNanos not before this time, on the nanosecond clock
 */
record Piece(List<RowTask> rows, int attempt, long dueNanos) {
    /** The same with other writes. */
    Piece of(List<RowTask> others) {
        return new Piece(others, attempt, dueNanos);
    }
}
