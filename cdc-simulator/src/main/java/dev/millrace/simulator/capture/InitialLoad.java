package dev.millrace.simulator.capture;

import dev.millrace.simulator.source.RowChange;
import dev.millrace.simulator.source.RowKey;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import dev.millrace.simulator.truth.TrueState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * An initial load beside the capture of changes: reads the rows that were there before it, a page at a time, and gives them in small
 * units. What has changed between reading a page and giving it out is given as it was. Owned by one thread.
 */
final class InitialLoad {
    private static final int PAGE = 200;
    private static final int UNIT = 20;

    private final Deque<Held> unread = new ArrayDeque<>();
    private final Deque<SourceRow> page = new ArrayDeque<>();

    /** A row by its key. */
    private record Held(SourceTable table, RowKey key) {}

    /** Takes note of what a change from before the capture has left. */
    void expect(RowChange change) {
        change.after().ifPresent(row -> unread.add(new Held(row.table(), row.key())));
    }

    boolean isDone() {
        return unread.isEmpty() && page.isEmpty();
    }

    /** The next rows, up to 20; none where all that is left to read has been deleted. */
    Optional<List<SourceRow>> next(TrueState state) {
        if (page.isEmpty()) {
            read(state);
        }
        List<SourceRow> rows = new ArrayList<>();
        while (!page.isEmpty() && rows.size() < UNIT) {
            rows.add(page.remove());
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows);
    }

    private void read(TrueState state) {
        while (!unread.isEmpty() && page.size() < PAGE) {
            Held held = unread.remove();
            state.find(held.table(), held.key()).ifPresent(page::add);
        }
    }
}
