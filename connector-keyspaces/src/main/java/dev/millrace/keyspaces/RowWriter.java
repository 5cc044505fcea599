package dev.millrace.keyspaces;

import dev.millrace.core.target.Continuity;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowCalls;
import dev.millrace.core.target.RowWrite;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** Writes the rows of one table, each by conditional statements of its own, and says what became of it. Safe for all threads. */
final class RowWriter implements RowCalls.RowCall {
    private final MappedTable table;
    private final Server server;
    private final UnknownOutcomes unknown;
    private final Continuity continuity;
    private final FirstStatement first = new FirstStatement();
    private final AtomicLong statements = new AtomicLong();

    /** Where the statements go. */
    interface Server {
        CompletionStage<Answer> write(Statement statement, EncodedRow row);

        /** Looks at the table without a row of its own; fails as every statement on it would. */
        CompletionStage<?> any();
    }

    RowWriter(MappedTable table, Server server, UnknownOutcomes unknown, Continuity continuity) {
        this.table = table;
        this.server = server;
        this.unknown = unknown;
        this.continuity = continuity;
    }

    static RowWriter of(PreparedTable prepared, UnknownOutcomes unknown, Continuity continuity) {
        Server server = new Server() {
            @Override
            public CompletionStage<Answer> write(Statement statement, EncodedRow row) {
                return prepared.write(statement, row);
            }

            @Override
            public CompletionStage<?> any() {
                return prepared.any();
            }
        };
        return new RowWriter(prepared.table(), server, unknown, continuity);
    }

    /** Conditional statements sent so far: each is a round of its own, and costs. */
    long statements() {
        return statements.get();
    }

    @Override
    public CompletionStage<Outcome> write(RowWrite write) {
        EncodedRow row = EncodedRow.of(table, write);
        Optional<String> broken = RowLimits.broken(table, write, row);
        if (broken.isPresent()) {
            return CompletableFuture.completedFuture(
                    new Outcome.Failed(FailureKind.POISON, broken.get(), Outcome.Scope.ROW));
        }
        boolean mayBeOurs = unknown.contains(write);
        Statement guess = first.of(write);
        ConditionalWrite attempt =
                new ConditionalWrite(statement -> send(statement, row), write.version(), () -> mayBeOurs);
        return attempt.run(guess)
                .thenApply(outcome -> learned(write, guess, attempt, outcome))
                .handle((outcome, error) -> error == null ? decided(outcome) : failed(write, error))
                .thenCompose(stage -> stage);
    }

    private CompletionStage<Answer> send(Statement statement, EncodedRow row) {
        statements.incrementAndGet();
        return server.write(statement, row);
    }

    private String name() {
        return table.targetTable().name();
    }

    private Outcome learned(RowWrite write, Statement guess, ConditionalWrite attempt, Outcome outcome) {
        continuity.found(name());
        unknown.forget(write);
        boolean guessedRight = attempt.sent() == 1 && outcome == Outcome.APPLIED;
        first.learn(
                write,
                guessedRight ? guess == Statement.UPDATE : guess == Statement.INSERT || outcome != Outcome.APPLIED);
        return outcome;
    }

    private static CompletionStage<Outcome> decided(Outcome outcome) {
        return CompletableFuture.completedFuture(outcome);
    }

    private CompletionStage<Outcome> failed(RowWrite write, Throwable error) {
        DriverFailure failure = DriverFailure.of(error).toldTo(continuity, name());
        if (!failure.known()) {
            unknown.remember(write);
        }
        if (!failure.code().equals(DriverFailure.INVALID_QUERY)) {
            return decided(failure.outcome());
        }
        // A value that the server refuses, or a table that is gone or changed: then any statement is refused.
        return server.any()
                .handle((row, refused) -> refused == null
                        ? failure
                        : DriverFailure.ofQuestion(refused).toldTo(continuity, name()))
                .thenApply(DriverFailure::outcome);
    }
}
