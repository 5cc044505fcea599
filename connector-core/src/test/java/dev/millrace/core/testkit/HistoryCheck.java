package dev.millrace.core.testkit;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.testkit.Delivery.Wave;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Delivers one history after the other to a target and checks what the target made of each. For one thread; has threads of its
 * own for the writers, until it is closed.
 */
final class HistoryCheck implements AutoCloseable {
    /** In so many of 100 batches the answers are lost, and the batch is written again. */
    private static final int LOST_ANSWERS_PERCENT = 5;

    private final Fixture fixture;
    private final StateCheck state;
    private final Violations violations = new Violations();
    private final ContractWriter writer;
    private final ExecutorService threads;

    HistoryCheck(Fixture fixture) {
        this.fixture = fixture;
        this.state = new StateCheck(fixture);
        this.writer = new ContractWriter(fixture.target(), fixture.answerWithin(), violations);
        this.threads = Executors.newFixedThreadPool(fixture.writers());
    }

    /** Fails with an {@link AssertionError} where the target breaks the contract. */
    HistoryFacts check(long seed) throws Exception {
        Dice dice = new Dice(~seed);
        History history = History.of(seed);
        Delivery delivery = Delivery.of(history, fixture.writers(), dice.split());
        AppliedWrites writes = new AppliedWrites(violations);
        fixture.cleaner().clear();

        for (Wave wave : delivery.waves()) {
            run(wave, dice, (batch, chance) -> deliver(batch, writes, chance));
        }
        int rows = checkState(history, "after the delivery");
        HistoryFacts facts = HistoryFacts.of(history, delivery, rows, writes);

        run(Delivery.again(history, fixture.writers(), dice), dice, (batch, chance) -> deliverAgain(batch, writes));
        checkState(history, "after everything was replayed");
        facts.checkShape();
        return facts;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void deliver(List<Change> batch, AppliedWrites writes, Dice chance) throws Exception {
        List<RowWrite> rows = fixture.batcher().writes(batch, fixture.target());
        List<Outcome> outcomes = writer.write(rows);
        writes.book(rows, outcomes);
        if (chance.inPercent(LOST_ANSWERS_PERCENT)) {
            writes.bookRepeated(rows, writer.write(rows));
        }
    }

    private void deliverAgain(List<Change> batch, AppliedWrites writes) throws Exception {
        List<RowWrite> rows = fixture.batcher().writes(batch, fixture.target());
        writes.bookRepeated(rows, writer.write(rows));
    }

    private void run(Wave wave, Dice dice, BatchWriter delivery) throws Exception {
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (List<List<Change>> batches : wave.batches()) {
            Dice chance = dice.split();
            writers.add(() -> {
                for (List<Change> batch : batches) {
                    delivery.write(batch, chance);
                }
                return true;
            });
        }
        for (Future<Boolean> finished : threads.invokeAll(writers)) {
            try {
                finished.get();
            } catch (ExecutionException failed) {
                throw new AssertionError("a writer failed: " + failed.getCause(), failed.getCause());
            }
        }
    }

    /** A wrong state is told together with the answers that may explain it. */
    private int checkState(History history, String when) throws Exception {
        int rows = 0;
        for (KitTable kit : KitTable.all()) {
            TargetTable table = fixture.table(kit);
            Map<RowKey, List<Value>> expected = history.expectedRows(kit, table);
            rows += expected.size();
            try {
                state.rows(table, expected, when);
                state.versions(table, history.expectedVersions(kit, table), when);
            } catch (AssertionError wrong) {
                violations.addFirst(wrong.getMessage());
            }
        }
        violations.check();
        return rows;
    }

    /** What a writer does with each of its batches. */
    private interface BatchWriter {
        void write(List<Change> batch, Dice chance) throws Exception;
    }
}
