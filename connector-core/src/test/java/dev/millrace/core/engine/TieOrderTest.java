package dev.millrace.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Value;
import dev.millrace.core.failure.Breaker;
import dev.millrace.core.failure.PoisonLimit;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowWrite;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Of equal full versions the first in its partition's order wins, whatever happens on the way to the target. */
@Timeout(20)
class TieOrderTest {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final ScriptedTarget target = new ScriptedTarget();
    private final RecordedDeadLetters deadLetters = new RecordedDeadLetters();
    private final EngineState state = new EngineState(new Signal());
    private final EngineSettings settings = Samples.settings(1);
    private final AtomicLong clock = new AtomicLong();
    private final Assignment assignment = Samples.assignment(Samples.P0, 0);
    private final BatchWriter writer = new BatchWriter(
            target,
            new Settler(deadLetters, Samples.metrics(), state, new PoisonLimit(10_000, 1_000)),
            state,
            new Breaker(settings.retry(), new SplittableRandom(2), () -> {}),
            settings,
            Samples.metrics(),
            clock::get,
            new SplittableRandom(1),
            new Signal());
    /** What the target was asked to write last, by row. */
    private final Map<String, String> written = new HashMap<>();

    @BeforeEach
    void rememberWhatIsStored() {
        target.answerEach(write -> {
            remember(write);
            return Outcome.APPLIED;
        });
    }

    private void remember(RowWrite write) {
        written.put(text(write, 0), text(write, 1));
    }

    private static String text(RowWrite write, int column) {
        return ((Value.Text) write.row().orElseThrow().get(column)).text();
    }

    /** A write whose content names its record. */
    private RowTask task(String id, long offset, long version) {
        List<Value> row = List.of(new Value.Text(id), new Value.Text("of " + offset));
        RowWrite write = new RowWrite(Samples.ACCOUNT, Samples.key(id), Samples.version(version), Optional.of(row));
        RecordTask record = new RecordTask(
                Samples.pending(assignment, offset),
                Samples.change(Operation.UPDATE, id, Optional.empty(), version),
                1);
        return new RowTask(write, record);
    }

    private static List<RowTask> coalesced(RowTask... tasks) {
        Coalescer rows = new Coalescer(16);
        for (RowTask task : tasks) {
            rows.add(task);
        }
        return rows.survivors();
    }

    /** Steps until nothing is left to do but to wait for rows that wait for others. */
    private void write(List<RowTask> rows) {
        writer.begin(rows);
        while (!writer.isIdle()) {
            if (!writer.step()) {
                clock.addAndGet(writer.idleTime(LONGEST).toNanos());
            }
        }
    }

    private void untilDone() {
        while (!writer.isDone()) {
            if (!writer.step()) {
                clock.addAndGet(writer.idleTime(LONGEST).toNanos());
            }
        }
    }

    private static void assertSettled(Settlement how, RowTask task) {
        assertTrue(task.record().record().isSettled());
        assertEquals(how, task.record().settlement());
    }

    @Test
    void inARetry() {
        RowTask first = task("a", 0, 5);
        RowTask second = task("a", 1, 5);
        target.script((batch, answers) -> {
            rememberWhatIsStored();
            ScriptedTarget.answerAll(batch, answers, ScriptedTarget.batch(FailureKind.TRANSIENT));
        });
        write(coalesced(first, second));
        assertEquals(2, target.calls.size());
        assertEquals(Map.of("a", "of 0"), written);
        assertSettled(Settlement.APPLIED, first);
        assertSettled(Settlement.SUPERSEDED, second);
    }

    @Test
    void inEachHalfOfABatchThatIsIsolated() {
        RowTask[] tasks = new RowTask[8];
        for (int i = 0; i < 4; i++) {
            tasks[i] = task("row-" + i, i, 5);
            tasks[i + 4] = task("row-" + i, i + 4, 5);
        }
        target.script((batch, answers) -> {
            batch.forEach(write -> assertTrue(Integer.parseInt(text(write, 1).substring(3)) < 4, text(write, 1)));
            if (batch.size() > 1) {
                ScriptedTarget.answerAll(batch, answers, ScriptedTarget.batch(FailureKind.POISON));
            } else {
                remember(batch.get(0));
                answers.answer(0, target.store(batch.get(0)));
            }
        });
        write(coalesced(tasks));
        for (int i = 0; i < 4; i++) {
            assertEquals("of " + i, written.get("row-" + i));
            assertSettled(Settlement.APPLIED, tasks[i]);
            assertSettled(Settlement.SUPERSEDED, tasks[i + 4]);
        }
    }

    @Test
    void untilTheFirstCanNeverBeApplied() {
        RowTask first = task("a", 0, 5);
        RowTask second = task("a", 1, 5);
        RowTask older = task("a", 2, 4);
        target.answerEach(write -> {
            remember(write);
            return text(write, 1).equals("of 0") ? ScriptedTarget.row(FailureKind.POISON) : Outcome.APPLIED;
        });
        write(coalesced(first, second, older));
        assertEquals(Map.of("a", "of 1"), written);
        assertSettled(Settlement.DEAD_LETTERED, first);
        assertSettled(Settlement.APPLIED, second);
        assertSettled(Settlement.SUPERSEDED, older);
    }

    @Test
    void whereAnEqualVersionJoinsARowThatWaits() {
        RowTask waiting = task("a", 0, 5);
        target.answerEach(write -> ScriptedTarget.row(FailureKind.DEPENDENCY));
        write(List.of(waiting));
        RowTask joining = task("a", 1, 5);
        writer.begin(List.of(joining));
        rememberWhatIsStored();
        untilDone();
        assertEquals(Map.of("a", "of 0"), written);
        assertSettled(Settlement.APPLIED, waiting);
        assertSettled(Settlement.SUPERSEDED, joining);
    }

    @Test
    void whereAChainWithEqualVersionsJoinsARowThatWaits() {
        RowTask waiting = task("a", 0, 5);
        target.answerEach(write -> ScriptedTarget.row(FailureKind.DEPENDENCY));
        write(List.of(waiting));
        RowTask equal = task("a", 1, 5);
        RowTask newer = task("a", 2, 6);
        RowTask asNew = task("a", 3, 6);
        writer.begin(coalesced(equal, newer, asNew));
        target.answerEach(write -> {
            remember(write);
            boolean poison = write.version().equals(Samples.version(6));
            return poison ? ScriptedTarget.row(FailureKind.POISON) : Outcome.APPLIED;
        });
        untilDone();
        assertEquals(List.of("of 2", "of 3", "of 0"), textsSince(1));
        assertSettled(Settlement.DEAD_LETTERED, newer);
        assertSettled(Settlement.DEAD_LETTERED, asNew);
        assertSettled(Settlement.APPLIED, waiting);
        assertSettled(Settlement.SUPERSEDED, equal);
    }

    private List<String> textsSince(int call) {
        return target.calls.subList(call, target.calls.size()).stream()
                .flatMap(List::stream)
                .map(write -> text(write, 1))
                .toList();
    }
}
