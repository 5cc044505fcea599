package dev.millrace.keyspaces;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Writes one row if its version is newer than the one that is held, with lightweight transactions alone: no single statement does it,
 * so one follows the other until one decides. Each is atomic, and each refusal tells what is held; a row never goes away, so only other
 * writers can keep it undecided. For one write.
 */
final class ConditionalWrite {
    /** The code of a write that others overtook that often. */
    static final String UNDECIDED = "CAS_UNDECIDED";

    private static final int MOST_STATEMENTS = 8;

    private final Statements statements;
    private final ChangeVersion version;
    private final Doubt doubt;
    private int sent;

    /** Sends one statement; its stage fails where nobody knows what became of it. */
    interface Statements {
        CompletionStage<Answer> send(Statement statement);
    }

    /** Whether an earlier attempt at this very write may have been done: its outcome was never known. */
    interface Doubt {
        boolean mayBeOurs();
    }

    ConditionalWrite(Statements statements, ChangeVersion version, Doubt doubt) {
        this.statements = statements;
        this.version = version;
        this.doubt = doubt;
    }

    /** @param first the statement that most likely decides */
    CompletionStage<Outcome> run(Statement first) {
        sent++;
        return statements.send(first).thenCompose(answer -> after(first, answer));
    }

    /** How many statements it took. */
    int sent() {
        return sent;
    }

    private CompletionStage<Outcome> after(Statement statement, Answer answer) {
        if (answer.applied()) {
            return decided(Outcome.APPLIED);
        }
        if (answer.held().isPresent()) {
            int order = version.compareTo(answer.held().get());
            if (order <= 0) {
                return decided(order == 0 && doubt.mayBeOurs() ? Outcome.APPLIED : Outcome.STALE);
            }
            return next(Statement.UPDATE);
        }
        return next(
                switch (statement) {
                    // There is a row, and it has no version.
                    case INSERT -> Statement.ADOPT;
                    case UPDATE, ADOPT -> Statement.INSERT;
                });
    }

    private CompletionStage<Outcome> next(Statement statement) {
        return sent < MOST_STATEMENTS
                ? run(statement)
                : decided(new Outcome.Failed(FailureKind.TRANSIENT, UNDECIDED, Outcome.Scope.ROW));
    }

    private static CompletionStage<Outcome> decided(Outcome outcome) {
        return CompletableFuture.completedFuture(outcome);
    }
}
