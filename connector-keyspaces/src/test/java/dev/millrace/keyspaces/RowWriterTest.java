package dev.millrace.keyspaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import dev.millrace.core.target.Continuity;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.KeyedProgress;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.TargetException;
import dev.millrace.core.testkit.Writes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What becomes of one write, against a server that answers as a script says. */
class RowWriterTest {
    private final Script server = new Script();
    private final MappedTable table = Tables.mapped("account", List.of("id"), "id bigint", "name text");
    private final Continuity continuity = new Continuity();
    private final RowWriter writer = new RowWriter(table, server, new UnknownOutcomes(10), continuity);

    /** Answers in order; each statement is noted. */
    private static final class Script implements RowWriter.Server {
        private final Deque<CompletableFuture<Answer>> answers = new ArrayDeque<>();
        private final List<Statement> sent = new ArrayList<>();
        private CompletableFuture<?> any = CompletableFuture.completedFuture(Optional.empty());

        void answer(Answer answer) {
            answers.add(CompletableFuture.completedFuture(answer));
        }

        void fail(Throwable error) {
            answers.add(CompletableFuture.failedFuture(error));
        }

        @Override
        public CompletionStage<Answer> write(Statement statement, EncodedRow row) {
            sent.add(statement);
            return answers.remove();
        }

        @Override
        public CompletionStage<?> any() {
            return any;
        }
    }

    private Outcome write(RowWrite write) {
        return writer.write(write).toCompletableFuture().join();
    }

    private RowWrite upsert(long id, long version) {
        return Writes.upsert(table.targetTable(), version, id, "x");
    }

    private static Answer held(long version) {
        return Answer.refused(Optional.of(Writes.version(version)));
    }

    @Test
    void whatTimedOutAfterItWasWrittenIsAppliedWhenItComesAgain() {
        server.fail(new DriverTimeoutException("late"));
        assertEquals(
                new Outcome.Failed(FailureKind.TRANSIENT, "DRIVER_TIMEOUT", Outcome.Scope.ROW), write(upsert(1, 5)));
        server.answer(held(5));
        assertEquals(Outcome.APPLIED, write(upsert(1, 5)));
        // Once it is told, an equal version is another one's again.
        server.answer(held(5));
        assertEquals(Outcome.STALE, write(upsert(1, 5)));
    }

    @Test
    void theDoubtAboutOneVersionSaysNothingAboutAnother() {
        server.fail(new DriverTimeoutException("late"));
        write(upsert(1, 5));
        server.answer(held(6));
        assertEquals(Outcome.STALE, write(upsert(1, 6)));
    }

    @Test
    void aDoubtOutlivesAnAttemptThatWasNotMade() {
        server.fail(new DriverTimeoutException("late"));
        write(upsert(1, 5));
        server.fail(new OverloadedException(DriverFailureTest.NODE));
        assertEquals(new Outcome.Failed(FailureKind.TRANSIENT, "OVERLOADED", Outcome.Scope.ROW), write(upsert(1, 5)));
        server.answer(held(5));
        assertEquals(Outcome.APPLIED, write(upsert(1, 5)));
    }

    @Test
    void anAttemptThatWasCertainlyNotMadeLeavesNoDoubt() {
        server.fail(new OverloadedException(DriverFailureTest.NODE));
        write(upsert(1, 5));
        server.answer(held(5));
        assertEquals(Outcome.STALE, write(upsert(1, 5)));
    }

    @Test
    void aRowThatTheServerRefusesIsPoison() {
        server.fail(new InvalidQueryException(DriverFailureTest.NODE, "with data"));
        assertEquals(new Outcome.Failed(FailureKind.POISON, "INVALID_QUERY", Outcome.Scope.ROW), write(upsert(1, 5)));
    }

    @Test
    void aTableThatRefusesEveryStatementIsNoRowsFault() {
        server.any = CompletableFuture.failedFuture(new InvalidQueryException(DriverFailureTest.NODE, "no table"));
        server.fail(new InvalidQueryException(DriverFailureTest.NODE, "no table"));
        assertEquals(new Outcome.Failed(FailureKind.FATAL, "INVALID_QUERY", Outcome.Scope.BATCH), write(upsert(1, 5)));
        server.any = CompletableFuture.failedFuture(new DriverTimeoutException("late"));
        server.fail(new InvalidQueryException(DriverFailureTest.NODE, "who knows"));
        assertEquals(
                new Outcome.Failed(FailureKind.TRANSIENT, "DRIVER_TIMEOUT", Outcome.Scope.ROW), write(upsert(1, 5)));
    }

    /** What comes next may be restored; a row that is refused, or late, says nothing of the kind. */
    @Test
    void onlyAServerOrATableThatIsGoneIsReported() {
        KeyedProgress progress = new KeyedProgress(new NothingHeld(), continuity);
        InvalidQueryException refused = new InvalidQueryException(DriverFailureTest.NODE, "who knows");
        progress.load(List.of());
        for (Throwable error :
                List.of(new DriverTimeoutException("late"), new OverloadedException(DriverFailureTest.NODE), refused)) {
            server.fail(error);
            write(upsert(1, 5));
            progress.load(List.of());
        }
        server.fail(new NoNodeAvailableException());
        write(upsert(1, 5));
        assertThrows(TargetException.class, () -> progress.load(List.of()));
        progress.load(List.of());
        server.any = CompletableFuture.failedFuture(refused);
        server.fail(refused);
        write(upsert(1, 5));
        assertThrows(TargetException.class, () -> progress.load(List.of()));
    }

    /** Every attempt at its rows says that it is gone. Were each a break, nothing of any table would ever be marked. */
    @Test
    void aTableThatIsGoneIsABreakOnceAndOnceMoreWhenItIsBack() {
        KeyedProgress progress = new KeyedProgress(new NothingHeld(), continuity);
        InvalidQueryException refused = new InvalidQueryException(DriverFailureTest.NODE, "no table");
        progress.load(List.of());
        server.any = CompletableFuture.failedFuture(refused);
        for (int attempt = 0; attempt < 4; attempt++) {
            server.fail(refused);
            write(upsert(1, 5));
            assertEquals(attempt == 0, NothingHeld.hasBroken(progress));
        }
        for (int attempt = 0; attempt < 4; attempt++) {
            server.answer(held(9));
            assertEquals(Outcome.STALE, write(upsert(1, 5)));
            assertEquals(attempt == 0, NothingHeld.hasBroken(progress));
        }
        server.fail(refused);
        write(upsert(1, 5));
        assertEquals(true, NothingHeld.hasBroken(progress));
    }

    /** The table of the progress, say. */
    @Test
    void aTableThatIsAskedIsATableLikeOthers() {
        KeyedProgress progress = new KeyedProgress(new NothingHeld(), continuity);
        Questions questions = new Questions(8, continuity);
        InvalidQueryException refused = new InvalidQueryException(DriverFailureTest.NODE, "no table");
        progress.load(List.of());
        for (int attempt = 0; attempt < 4; attempt++) {
            assertThrows(
                    TargetException.class,
                    () -> questions.ask("progress", List.of(1), key -> CompletableFuture.failedFuture(refused)));
            assertEquals(attempt == 0, NothingHeld.hasBroken(progress));
        }
        questions.ask("another", List.of(1), CompletableFuture::completedFuture);
        questions.ask("progress", List.<Integer>of(), CompletableFuture::completedFuture);
        assertEquals(false, NothingHeld.hasBroken(progress));
        for (int attempt = 0; attempt < 4; attempt++) {
            questions.ask("progress", List.of(1), CompletableFuture::completedFuture);
            assertEquals(attempt == 0, NothingHeld.hasBroken(progress));
        }
    }

    @Test
    void aRowThatIsTooLargeIsNotSent() {
        RowWrite large = Writes.upsert(table.targetTable(), 5, 1, "x".repeat(RowLimits.MOST_ROW_BYTES));
        assertEquals(new Outcome.Failed(FailureKind.POISON, "ROW_TOO_LARGE", Outcome.Scope.ROW), write(large));
        assertEquals(List.of(), server.sent);
    }

    @Test
    void aKeyThatWasMetIsUpdatedFirst() {
        server.answer(Answer.APPLIED);
        write(upsert(1, 5));
        server.answer(Answer.APPLIED);
        write(upsert(1, 6));
        assertEquals(List.of(Statement.INSERT, Statement.UPDATE), server.sent);
    }

    @Test
    void aDeleteUpdatesFirstAndALoadRowInsertsFirst() {
        server.answer(Answer.APPLIED);
        write(Writes.delete(table.targetTable(), 5, 1));
        server.answer(Answer.APPLIED);
        write(upsert(2, 0));
        assertEquals(List.of(Statement.UPDATE, Statement.INSERT), server.sent);
    }
}
