package dev.millrace.core.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RowCallsTest {
    private static final TargetTable TABLE = new TargetTable(
            "t", List.of(new Column("id", ColumnTypes.parse("text").orElseThrow(), false)), List.of(0));
    private static final TargetTable OTHER = new TargetTable("other", TABLE.columns(), List.of(0));
    private static final Outcome.Failed THROTTLED =
            new Outcome.Failed(FailureKind.TRANSIENT, "THROTTLED", Outcome.Scope.ROW);
    private static final Outcome.Failed LOST = new Outcome.Failed(FailureKind.UNAVAILABLE, "LOST", Outcome.Scope.ROW);

    private final List<CompletableFuture<Outcome>> calls = new ArrayList<>();
    private final Map<Integer, Outcome> answers = new LinkedHashMap<>();

    private RowCalls rowCalls(int most) {
        return new RowCalls(
                write -> {
                    CompletableFuture<Outcome> call = new CompletableFuture<>();
                    calls.add(call);
                    return call;
                },
                most,
                failure -> LOST,
                THROTTLED::equals);
    }

    @Test
    void eachWriteIsAnsweredWhenItsCallEnds() {
        rowCalls(8).write(writes(3), answers::put);
        calls.get(2).complete(Outcome.APPLIED);
        assertEquals(Map.of(2, Outcome.APPLIED), answers);
        calls.get(0).complete(Outcome.STALE);
        calls.get(1).completeExceptionally(new IllegalStateException("broken"));
        assertEquals(Map.of(0, Outcome.STALE, 1, LOST, 2, Outcome.APPLIED), answers);
    }

    @Test
    void callsBeyondTheLimitWaitInTheirOrder() {
        RowCalls rows = rowCalls(2);
        rows.write(writes(3), answers::put);
        rows.write(writes(2), (index, outcome) -> answers.put(10 + index, outcome));
        assertEquals(2, calls.size());
        while (answers.size() < 5) {
            calls.get(answers.size()).complete(Outcome.APPLIED);
            assertTrue(calls.size() - answers.size() <= 2);
        }
        assertEquals(List.of(0, 1, 2, 10, 11), List.copyOf(answers.keySet()));
    }

    @Test
    void throttlingHalvesTheLimitOncePerWindowAndSuccessRaisesItAgain() {
        RowCalls rows = rowCalls(64);
        rows.write(writes(64), answers::put);
        for (int i = 0; i < 64; i++) {
            calls.get(i).complete(THROTTLED);
        }
        assertEquals(32, rows.limit());
        assertEquals(Map.of("throttled", 64.0, "calls_limit", 32.0), figures(rows));
        rows.write(writes(1_000_000), (index, outcome) -> {});
        assertEquals(64 + 32, calls.size());
        for (int i = 64; rows.limit() < 64; i++) {
            calls.get(i).complete(Outcome.STALE);
            assertTrue(calls.size() < 10_000, "the limit does not grow");
        }
        assertEquals(64, rows.limit());
    }

    private static Map<String, Double> figures(RowCalls rows) {
        return rows.meters().stream()
                .collect(Collectors.toMap(
                        TargetMeter::name, meter -> meter.value().getAsDouble()));
    }

    @Test
    void oneCallIsAlwaysLeft() {
        RowCalls rows = rowCalls(2);
        rows.write(writes(20), answers::put);
        for (int i = 0; i < 20; i++) {
            calls.get(i).complete(THROTTLED);
        }
        assertEquals(20, answers.size());
        assertEquals(1, rows.limit());
    }

    @Test
    void callsThatAreAnsweredAtOnceDoNotPileUp() {
        RowCalls rows =
                new RowCalls(write -> CompletableFuture.completedFuture(Outcome.APPLIED), 1, any -> LOST, any -> false);
        rows.write(writes(200_000), answers::put);
        assertEquals(200_000, answers.size());
    }

    @Test
    void aFailureThatNobodyKnowsIsAnswered() {
        RowCalls rows = new RowCalls(
                write -> CompletableFuture.failedFuture(new IllegalStateException("broken")),
                1,
                any -> {
                    throw new IllegalArgumentException("unknown");
                },
                any -> false);
        rows.write(writes(1), answers::put);
        assertEquals(
                Map.of(0, new Outcome.Failed(FailureKind.UNAVAILABLE, "UNCLASSIFIED", Outcome.Scope.ROW)), answers);
    }

    @Test
    void aCallThatCannotBeMadeIsAnswered() {
        RowCalls rows = new RowCalls(
                write -> {
                    throw new IllegalStateException("no room");
                },
                1,
                any -> LOST,
                any -> false);
        rows.write(writes(2), answers::put);
        assertEquals(Map.of(0, LOST, 1, LOST), answers);
    }

    /** Its calls are refused, it tries on and on, and all that came before the other's. */
    @Test
    void aTableThatIsThrottledLeavesTheOthersTheirRoom() {
        List<CompletableFuture<Outcome>> ofOther = new ArrayList<>();
        RowCalls rows = new RowCalls(
                write -> {
                    CompletableFuture<Outcome> call = new CompletableFuture<>();
                    (write.table() == OTHER ? ofOther : calls).add(call);
                    return call;
                },
                64,
                failure -> LOST,
                THROTTLED::equals);
        rows.write(writes(TABLE, 1_000), answers::put);
        for (int i = 0; i < 500; i++) {
            calls.get(i).complete(THROTTLED);
        }
        assertEquals(1, rows.limit());
        rows.write(writes(OTHER, 100), (index, outcome) -> {});
        int openOfTable = calls.size() - 500;
        assertEquals(64 - openOfTable, ofOther.size());
        for (int i = 0; i < 37; i++) {
            ofOther.get(i).complete(Outcome.APPLIED);
            assertEquals(64 - openOfTable, ofOther.size() - (i + 1), "room that the other table has");
        }
        calls.get(500).complete(Outcome.APPLIED);
        assertEquals(64, ofOther.size() - 37 + calls.size() - 501);
    }

    @Test
    void tablesTakeTurns() {
        List<String> order = new ArrayList<>();
        RowCalls rows = new RowCalls(
                write -> {
                    order.add(write.table().name());
                    CompletableFuture<Outcome> call = new CompletableFuture<>();
                    calls.add(call);
                    return call;
                },
                1,
                failure -> LOST,
                THROTTLED::equals);
        rows.write(writes(TABLE, 3), answers::put);
        rows.write(writes(OTHER, 2), (index, outcome) -> {});
        for (int i = 0; i < 5; i++) {
            calls.get(i).complete(Outcome.APPLIED);
        }
        assertEquals(List.of("t", "other", "t", "other", "t"), order);
    }

    @Test
    void anErrorThatNobodyKnowsIsAnsweredToo() {
        RowCalls rows = new RowCalls(
                write -> CompletableFuture.failedFuture(new IllegalStateException("broken")),
                1,
                any -> {
                    throw new NoClassDefFoundError("a.Class");
                },
                any -> false);
        rows.write(writes(2), answers::put);
        assertEquals(2, answers.size());
    }

    /** Whoever takes it breaks: that is told by the answerer's own thread; the others go on. */
    @Test
    void anAnswerThatNobodyTakesLeavesNoCallWaiting() {
        RowCalls rows = rowCalls(1);
        rows.write(writes(1), (index, outcome) -> {
            throw new IllegalStateException("broken");
        });
        rows.write(writes(1), answers::put);
        calls.get(0).complete(Outcome.APPLIED);
        calls.get(1).complete(Outcome.APPLIED);
        assertEquals(Map.of(0, Outcome.APPLIED), answers);
    }

    private static List<RowWrite> writes(int count) {
        return writes(TABLE, count);
    }

    private static List<RowWrite> writes(TargetTable table, int count) {
        List<RowWrite> writes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            writes.add(new RowWrite(
                    table,
                    new RowKey(new Value.Text("k" + i)),
                    ChangeVersion.of(0, new byte[9], i, 0),
                    Optional.empty()));
        }
        return writes;
    }
}
