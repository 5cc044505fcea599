package dev.millrace.keyspaces;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.testkit.Writes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The order of conditional statements, against one row that does what statements tell it and others change in between. */
class ConditionalWriteTest {
    private static final ChangeVersion OURS = Writes.version(5);

    private final Row row = new Row();
    private final List<Statement> sent = new ArrayList<>();
    private final Deque<Runnable> between = new ArrayDeque<>();
    private boolean doubted;

    /** A row as lightweight transactions see it. */
    private static final class Row {
        private boolean there;
        private Optional<ChangeVersion> version = Optional.empty();

        void hold(long held) {
            there = true;
            version = Optional.of(Writes.version(held));
        }

        Answer run(Statement statement) {
            boolean holds = switch (statement) {
                case INSERT -> !there;
                case UPDATE -> version.filter(OURS::isNewerThan).isPresent();
                case ADOPT -> there && version.isEmpty();
            };
            if (!holds) {
                return Answer.refused(version);
            }
            there = true;
            version = Optional.of(OURS);
            return Answer.APPLIED;
        }
    }

    private Outcome write(Statement first) {
        ConditionalWrite write = new ConditionalWrite(
                statement -> {
                    sent.add(statement);
                    Answer answer = row.run(statement);
                    Optional.ofNullable(between.poll()).ifPresent(Runnable::run);
                    return CompletableFuture.completedFuture(answer);
                },
                OURS,
                () -> doubted);
        return write.run(first).toCompletableFuture().join();
    }

    @Test
    void aNewRowIsOneInsert() {
        assertEquals(Outcome.APPLIED, write(Statement.INSERT));
        assertEquals(List.of(Statement.INSERT), sent);
    }

    @Test
    void anOlderRowIsOneUpdate() {
        row.hold(4);
        assertEquals(Outcome.APPLIED, write(Statement.UPDATE));
        assertEquals(List.of(Statement.UPDATE), sent);
    }

    @Test
    void anInsertThatFindsAnOlderRowUpdatesIt() {
        row.hold(4);
        assertEquals(Outcome.APPLIED, write(Statement.INSERT));
        assertEquals(List.of(Statement.INSERT, Statement.UPDATE), sent);
    }

    @Test
    void anUpdateThatFindsNoRowInsertsIt() {
        assertEquals(Outcome.APPLIED, write(Statement.UPDATE));
        assertEquals(List.of(Statement.UPDATE, Statement.INSERT), sent);
    }

    @Test
    void aNewerRowStaysWhateverComesFirst() {
        row.hold(6);
        assertEquals(Outcome.STALE, write(Statement.INSERT));
        assertEquals(Outcome.STALE, write(Statement.UPDATE));
        assertEquals(List.of(Statement.INSERT, Statement.UPDATE), sent);
        assertEquals(Optional.of(Writes.version(6)), row.version);
    }

    @Test
    void anEqualVersionIsStale() {
        row.hold(5);
        assertEquals(Outcome.STALE, write(Statement.INSERT));
        assertEquals(Outcome.STALE, write(Statement.UPDATE));
    }

    @Test
    void anEqualVersionAfterAnUnknownOutcomeOfOurOwnIsApplied() {
        doubted = true;
        row.hold(5);
        assertEquals(Outcome.APPLIED, write(Statement.INSERT));
        assertEquals(Outcome.APPLIED, write(Statement.UPDATE));
        row.hold(6);
        assertEquals(Outcome.STALE, write(Statement.UPDATE));
    }

    @Test
    void aRowThatComesBetweenUpdateAndInsertIsUpdated() {
        between.add(() -> row.hold(3));
        assertEquals(Outcome.APPLIED, write(Statement.UPDATE));
        assertEquals(List.of(Statement.UPDATE, Statement.INSERT, Statement.UPDATE), sent);
    }

    @Test
    void aNewerRowThatComesBetweenTheStatementsWins() {
        row.hold(3);
        between.add(() -> row.hold(9));
        assertEquals(Outcome.STALE, write(Statement.INSERT));
        assertEquals(Optional.of(Writes.version(9)), row.version);
    }

    @Test
    void aRowWithoutAVersionGivesWay() {
        row.there = true;
        assertEquals(Outcome.APPLIED, write(Statement.UPDATE));
        assertEquals(List.of(Statement.UPDATE, Statement.INSERT, Statement.ADOPT), sent);
    }

    @Test
    void aRowThatGetsAVersionBeforeItGivesWayIsComparedWithIt() {
        row.there = true;
        between.add(() -> row.hold(9));
        assertEquals(Outcome.STALE, write(Statement.INSERT));
        assertEquals(List.of(Statement.INSERT, Statement.ADOPT), sent);
    }

    @Test
    void aRowThatNeverRestsIsLeftForLater() {
        for (int i = 0; i < 20; i++) {
            boolean there = i % 2 == 0;
            between.add(() -> {
                row.there = there;
                row.version = there ? Optional.of(Writes.version(1)) : Optional.empty();
            });
        }
        // Each statement finds what the other would have needed.
        assertEquals(
                new Outcome.Failed(FailureKind.TRANSIENT, "CAS_UNDECIDED", Outcome.Scope.ROW), write(Statement.UPDATE));
        assertEquals(8, sent.size());
    }
}
