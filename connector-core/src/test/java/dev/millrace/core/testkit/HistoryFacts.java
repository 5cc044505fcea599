package dev.millrace.core.testkit;

import dev.millrace.core.change.Change;
import dev.millrace.core.testkit.History.Step;
import java.util.List;

/** What a history had in it, and what became of its writes. */
record HistoryFacts(
        History history,
        Delivery delivery,
        int rows,
        int deliveries,
        List<Integer> batchSizes,
        int applied,
        int stale) {
    private static final int FEWEST_CHANGES = 200;
    private static final int FEWEST_ROWS = 5;
    private static final int FEWEST_PERCENT = 8;

    static HistoryFacts of(History history, Delivery delivery, int rows, AppliedWrites writes) {
        List<List<Change>> batches = delivery.waves().stream()
                .flatMap(wave -> wave.batches().stream())
                .flatMap(List::stream)
                .toList();
        List<Integer> sizes = batches.stream().map(List::size).toList();
        int deliveries = sizes.stream().mapToInt(Integer::intValue).sum();
        return new HistoryFacts(history, delivery, rows, deliveries, sizes, writes.applied(), writes.stale());
    }

    /** Changes of the source, without the rows of the initial load. */
    int changes() {
        return history.changes().size() - history.count(Step.LOAD);
    }

    /** Fails unless the history was worth the name: a kit that has gone soft must not pass anything. */
    void checkShape() {
        check(changes() >= FEWEST_CHANGES, "only " + changes() + " changes");
        check(rows >= FEWEST_ROWS, "only " + rows + " rows");
        for (Step step : Step.values()) {
            check(history.count(step) > 0, "no " + step);
        }
        check(history.ties() > 0, "no two changes with one token");
        check(delivery.replayed() > 0, "nothing replayed");
        check(percent(delivery.duplicates()) >= FEWEST_PERCENT, "only " + delivery.duplicates() + " duplicates");
        check(percent(delivery.outOfOrder()) >= FEWEST_PERCENT, "only " + delivery.outOfOrder() + " out of order");
    }

    private int percent(int count) {
        return count * 100 / history.changes().size();
    }

    private static void check(boolean met, String otherwise) {
        if (!met) {
            throw new AssertionError("the kit made too tame a history: " + otherwise);
        }
    }
}
