package dev.millrace.core.engine;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.ProgressStore;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.testkit.InMemoryProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A target that does what the test says, and without a word from it keeps the newest version of each row. */
final class ScriptedTarget implements Target {
    /** One call. */
    interface Script {
        void write(List<RowWrite> batch, Answers answers);
    }

    /** Every batch in the order of the calls. */
    final List<List<RowWrite>> calls = new CopyOnWriteArrayList<>();

    final Map<RowKey, ChangeVersion> held = new ConcurrentHashMap<>();
    final InMemoryProgress progress = new InMemoryProgress();
    private final ProgressStore connection = progress.connect();
    private volatile Script script = this::store;

    void script(Script next) {
        script = next;
    }

    /** Answers each write by itself; rows that are said to be applied are stored. */
    void answerEach(Function<RowWrite, Outcome> outcome) {
        script = (batch, answers) -> {
            for (int i = 0; i < batch.size(); i++) {
                Outcome answer = outcome.apply(batch.get(i));
                answers.answer(i, answer == Outcome.APPLIED ? store(batch.get(i)) : answer);
            }
        };
    }

    void storeAll() {
        script = this::store;
    }

    void store(List<RowWrite> batch, Answers answers) {
        for (int i = 0; i < batch.size(); i++) {
            answers.answer(i, store(batch.get(i)));
        }
    }

    Outcome store(RowWrite write) {
        boolean[] applied = {false};
        held.compute(write.key(), (key, before) -> {
            applied[0] = before == null || write.version().isNewerThan(before);
            return applied[0] || before == null ? write.version() : before;
        });
        return applied[0] ? Outcome.APPLIED : Outcome.STALE;
    }

    static void answerAll(List<RowWrite> batch, Answers answers, Outcome outcome) {
        for (int i = 0; i < batch.size(); i++) {
            answers.answer(i, outcome);
        }
    }

    static Outcome row(FailureKind kind) {
        return new Outcome.Failed(kind, "CODE", Outcome.Scope.ROW);
    }

    static Outcome batch(FailureKind kind) {
        return new Outcome.Failed(kind, "CODE", Outcome.Scope.BATCH);
    }

    @Override
    public Optional<TargetTable> table(String sourceTable) {
        return sourceTable.equals("BANK.ACCOUNT") ? Optional.of(Samples.ACCOUNT) : Optional.empty();
    }

    @Override
    public void write(List<RowWrite> batch, Answers answers) {
        calls.add(new ArrayList<>(batch));
        script.write(batch, answers);
    }

    @Override
    public List<Optional<ChangeVersion>> heldVersions(TargetTable table, List<RowKey> keys) {
        return keys.stream().map(key -> Optional.ofNullable(held.get(key))).toList();
    }

    @Override
    public ProgressStore progress() {
        return connection;
    }

    @Override
    public void close() {}
}
