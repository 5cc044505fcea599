package dev.millrace.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.Value;
import dev.millrace.core.failure.Breaker;
import dev.millrace.core.failure.PoisonLimit;
import dev.millrace.core.target.Column;
import dev.millrace.core.target.DecimalType;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.target.TextType;
import dev.millrace.core.target.TextType.Padding;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A change that moves its row to another key: two conditional writes of one version, one record. */
@Timeout(20)
class KeyChangeTest {
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
    private Coalescer rows = new Coalescer(16);
    private long nextOffset;

    /** Decodes a change as a lane does. */
    private RecordTask add(Operation operation, String id, Optional<String> before, long version) throws Rejection {
        PendingRecord record = Samples.pending(assignment, nextOffset++);
        Change change = Samples.change(operation, id, before, version);
        List<RowWrite> writes = ChangeWrites.of(change, Samples.ACCOUNT);
        RecordTask task = new RecordTask(record, change, writes.size());
        writes.forEach(write -> rows.add(new RowTask(write, task)));
        return task;
    }

    private void write() {
        writer.begin(rows.survivors());
        while (!writer.isDone()) {
            if (!writer.step()) {
                clock.addAndGet(writer.idleTime(LONGEST).toNanos());
            }
        }
    }

    private static void assertSettled(Settlement how, RecordTask record) {
        assertTrue(record.record().isSettled());
        assertEquals(how, record.settlement());
    }

    @Test
    void isSplitBeforeItIsCoalescedSoAnOlderChangeOfItsNewKeyAndANewerOneOfItsOldKeyFindTheirPlaces() throws Rejection {
        RecordTask reused = add(Operation.INSERT, "old", Optional.empty(), 7);
        RecordTask moved = add(Operation.UPDATE, "new", Optional.of("old"), 6);
        RecordTask late = add(Operation.UPDATE, "new", Optional.of("new"), 5);
        write();
        assertEquals(
                Map.of(Samples.key("old"), Samples.version(7), Samples.key("new"), Samples.version(6)), target.held);
        assertEquals(2, target.calls.get(0).size());
        target.calls.get(0).forEach(write -> assertFalse(write.isDelete()));
        assertSettled(Settlement.APPLIED, moved);
        assertSettled(Settlement.APPLIED, reused);
        assertSettled(Settlement.SUPERSEDED, late);
    }

    @Test
    void isOneDeadLetterWhereItsNewRowIsPoisonAndItsOldRowIsGone() throws Rejection {
        RecordTask moved = add(Operation.UPDATE, "new", Optional.of("old"), 6);
        target.answerEach(write -> write.isDelete() ? Outcome.APPLIED : ScriptedTarget.row(FailureKind.POISON));
        write();
        assertSettled(Settlement.DEAD_LETTERED, moved);
        assertEquals(1, deadLetters.letters.size());
        assertEquals(Optional.of(Samples.version(6)), deadLetters.letters.get(0).version());
        assertEquals(Map.of(Samples.key("old"), Samples.version(6)), target.held);
    }

    @Test
    void comesAgainFromItsDeadLetterToTheSameEnd() throws Rejection {
        isOneDeadLetterWhereItsNewRowIsPoisonAndItsOldRowIsGone();
        target.storeAll();
        rows = new Coalescer(16);
        RecordTask replayed = add(Operation.UPDATE, "new", Optional.of("old"), 6);
        write();
        assertSettled(Settlement.APPLIED, replayed);
        assertEquals(
                Map.of(Samples.key("old"), Samples.version(6), Samples.key("new"), Samples.version(6)), target.held);
    }

    @Test
    void settlesOnlyWhenTheHalfThatWaitsForOtherRowsIsAnsweredToo() throws Rejection {
        RecordTask moved = add(Operation.UPDATE, "new", Optional.of("old"), 6);
        boolean[] free = {false};
        target.answerEach(write -> {
            if (write.isDelete() || free[0]) {
                return Outcome.APPLIED;
            }
            return ScriptedTarget.row(FailureKind.DEPENDENCY);
        });
        writer.begin(rows.survivors());
        while (!writer.isIdle()) {
            writer.step();
        }
        assertEquals(Map.of(Samples.key("old"), Samples.version(6)), target.held);
        assertFalse(moved.record().isSettled());
        free[0] = true;
        writer.begin(List.of());
        while (!writer.isDone()) {
            if (!writer.step()) {
                clock.addAndGet(writer.idleTime(LONGEST).toNanos());
            }
        }
        assertSettled(Settlement.APPLIED, moved);
    }

    @Test
    void isNoneWhereBothImagesNameOneRowOfTheTarget() throws Rejection {
        TargetTable table = new TargetTable(
                "t",
                List.of(
                        new Column("branch", new TextType(4, Padding.IGNORED), false),
                        new Column("nr", DecimalType.numeric(9, 0), false)),
                List.of(0, 1));
        Change change = new Change(
                "T",
                Operation.UPDATE,
                Samples.version(1),
                Optional.of(image("A   ", new Value.Text("1"))),
                Optional.of(image("A", new Value.Decimal(new BigDecimal("1.00")))),
                Instant.EPOCH);
        assertEquals(1, ChangeWrites.of(change, table).size());
    }

    private static Row image(String branch, Value number) {
        return new Row.Builder()
                .add("BRANCH", new Value.Text(branch))
                .add("NR", number)
                .build();
    }
}
