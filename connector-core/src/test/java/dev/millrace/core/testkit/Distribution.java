package dev.millrace.core.testkit;

import dev.millrace.core.testkit.History.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/** What the histories of a run were like: a table of smallest, middle and largest counts. For one thread. */
final class Distribution {
    private final List<HistoryFacts> histories = new ArrayList<>();
    private final int writers;

    Distribution(int writers) {
        this.writers = writers;
    }

    void add(HistoryFacts facts) {
        histories.add(facts);
    }

    /** Several lines, the last one ended. */
    String table() {
        StringBuilder table = new StringBuilder();
        table.append(histories.size()).append(" histories, ").append(writers).append(" writers\n");
        line(table, "per history", "min", "median", "max", "of changes");
        share(table, "changes (without load)", HistoryFacts::changes);
        for (Step step : Step.values()) {
            String name = step.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            share(table, "  " + name, facts -> facts.history().count(step));
        }
        share(table, "token ties", facts -> facts.history().ties());
        share(table, "duplicates", facts -> facts.delivery().duplicates());
        share(table, "out of order", facts -> facts.delivery().outOfOrder());
        share(table, "replayed", facts -> facts.delivery().replayed());
        share(table, "by a zombie as well", facts -> facts.delivery().zombie());
        share(table, "deliveries", HistoryFacts::deliveries);
        share(table, "writes applied", HistoryFacts::applied);
        share(table, "writes stale", HistoryFacts::stale);
        count(table, "rows in the end", HistoryFacts::rows);
        count(table, "batches", facts -> facts.batchSizes().size());
        counts(
                table,
                "batch size",
                histories.stream().flatMap(facts -> facts.batchSizes().stream()).toList(),
                "");
        return table.toString();
    }

    private void share(StringBuilder table, String name, ToIntFunction<HistoryFacts> count) {
        long changes = histories.stream().mapToInt(HistoryFacts::changes).sum();
        long counted = histories.stream().mapToInt(count).sum();
        counts(table, name, all(count), String.format(Locale.ROOT, "%.1f %%", counted * 100.0 / changes));
    }

    private void count(StringBuilder table, String name, ToIntFunction<HistoryFacts> count) {
        counts(table, name, all(count), "");
    }

    private List<Integer> all(ToIntFunction<HistoryFacts> count) {
        return histories.stream().map(count::applyAsInt).toList();
    }

    private static void counts(StringBuilder table, String name, List<Integer> counts, String share) {
        List<Integer> sorted = new ArrayList<>(counts);
        Collections.sort(sorted);
        line(
                table,
                name,
                String.valueOf(sorted.get(0)),
                String.valueOf(sorted.get(sorted.size() / 2)),
                String.valueOf(sorted.get(sorted.size() - 1)),
                share);
    }

    private static void line(StringBuilder table, String name, String min, String median, String max, String share) {
        table.append(String.format(Locale.ROOT, "  %-24s %7s %7s %7s %12s%n", name, min, median, max, share));
    }
}
