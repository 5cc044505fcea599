package dev.millrace.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.core.target.Column;
import dev.millrace.core.target.DecimalType;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.Outcome.Failed;
import dev.millrace.core.target.Outcome.Scope;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.testkit.Writes;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every write has one answer, whatever happens. */
class BatchWriterTest {
    private static final TargetTable A = table("a");
    private static final TargetTable B = table("b");
    private static final List<RowWrite> BATCH =
            List.of(Writes.delete(B, 1, 1), Writes.delete(A, 1, 2), Writes.delete(A, 1, 1));

    private final Map<Integer, Outcome> outcomes = new TreeMap<>();
    private final List<String> discarded = new ArrayList<>();

    @Test
    void answersComeInTheBatchsPlacesAlthoughTablesAndRowsAreSorted() {
        write(Map.of(A, (session, writes) -> bits(0), B, (session, writes) -> new BitSet()), false);

        assertEquals(List.of(Outcome.STALE, Outcome.STALE, Outcome.APPLIED), answers());
    }

    @Test
    void aConnectionThatIsLostFailsTheRestWithoutTryingThem() {
        write(Map.of(A, failing("08006"), B, (session, writes) -> bits(0)), true);

        assertEquals(
                List.of(
                        failed("CONNECTION_LOST", Scope.BATCH),
                        failed("08006", Scope.BATCH),
                        failed("08006", Scope.BATCH)),
                answers());
        assertEquals(1, discarded.size());
    }

    @Test
    void noConnectionFailsAllAndBlamesNone() {
        BatchWriter writer = new BatchWriter(
                new SqlSessions() {
                    @Override
                    public SqlSession borrow() throws SQLException {
                        throw new SQLException("late", "22000");
                    }

                    @Override
                    public void close() {}
                },
                Map.<TargetTable, TableWriter>of()::get);
        writer.write(BATCH, this::answer);

        assertEquals(
                List.of(failed("22000", Scope.BATCH)),
                answers().stream().distinct().toList());
    }

    @Test
    void aWriteThatWasNotTriedIsNotBlamedThoughItIsAlone() {
        BatchWriter writer = new BatchWriter(
                new SqlSessions() {
                    @Override
                    public SqlSession borrow() throws SQLException {
                        throw new SQLException("no slots", "53300");
                    }

                    @Override
                    public void close() {}
                },
                Map.<TargetTable, TableWriter>of()::get);
        writer.write(BATCH.subList(0, 1), this::answer);

        assertEquals(List.of(failed("53300", Scope.BATCH)), List.copyOf(outcomes.values()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"53100", "53200", "57P01", "25006"})
    void whatTheServerLacksIsNoFaultOfAWriteThatIsAlone(String state) {
        write(Map.of(A, failing(state), B, failing(state)), false);

        assertEquals(
                List.of(failed(state, Scope.BATCH)),
                answers().stream().distinct().toList());
    }

    @Test
    void aConnectionThatBreaksUnderAWriteThatIsAloneBlamesIt() {
        write(Map.of(A, (session, writes) -> bits(0), B, failing("08006")), false);

        assertEquals(failed("08006", Scope.ROW), answers().get(0));
    }

    @Test
    void anErrorIsThrownOnAfterEverythingIsAnswered() {
        TableWriter exhausted = (session, writes) -> {
            throw new OutOfMemoryError("test");
        };

        assertThrows(OutOfMemoryError.class, () -> write(Map.of(A, (session, writes) -> bits(1), B, exhausted), false));
        assertEquals(List.of(failed("INTERNAL_ERROR", Scope.ROW), Outcome.APPLIED, Outcome.STALE), answers());
    }

    private void write(Map<TargetTable, TableWriter> writers, boolean rollbackFails) {
        SqlSession session = (SqlSession) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {SqlSession.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("rollback") && rollbackFails) {
                        throw new SQLException("gone", "08003");
                    }
                    if (method.getName().equals("discard")) {
                        discarded.add("discarded");
                    }
                    return null;
                });
        SqlSessions sessions = new SqlSessions() {
            @Override
            public SqlSession borrow() {
                return session;
            }

            @Override
            public void close() {}
        };
        new BatchWriter(sessions, writers::get).write(BATCH, this::answer);
    }

    private void answer(int index, Outcome outcome) {
        assertEquals(null, outcomes.put(index, outcome), "answered twice");
    }

    private List<Outcome> answers() {
        assertEquals(List.of(0, 1, 2), List.copyOf(outcomes.keySet()));
        return List.copyOf(outcomes.values());
    }

    private static Failed failed(String code, Scope scope) {
        return new Failed(FailureKind.UNAVAILABLE, code, scope);
    }

    private static TableWriter failing(String state) {
        return (session, writes) -> {
            throw new SQLException("text with data", state);
        };
    }

    private static BitSet bits(int set) {
        BitSet bits = new BitSet();
        bits.set(set);
        return bits;
    }

    private static TargetTable table(String name) {
        return new TargetTable(name, List.of(new Column("id", DecimalType.whole(4), false)), List.of(0));
    }
}
