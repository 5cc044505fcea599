package dev.millrace.postgres;

import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target.Answers;
import dev.millrace.core.target.TargetTable;
import dev.millrace.postgres.WriteOrder.Transaction;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes batches over one connection each, a transaction at a time, and answers. A transaction that fails leaves the others
 * alone, unless it lost the connection. Safe for all threads.
 */
final class BatchWriter {
    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);
    /** The code of what is a defect of the connector. */
    private static final String INTERNAL_ERROR = "INTERNAL_ERROR";
    /** The code of writes that were not tried any more. */
    private static final String CONNECTION_LOST = "CONNECTION_LOST";

    private final SqlSessions sessions;
    private final Function<TargetTable, TableWriter> writers;

    /** @param writers of this target's tables; safe for all threads */
    BatchWriter(SqlSessions sessions, Function<TargetTable, TableWriter> writers) {
        this.sessions = sessions;
        this.writers = writers;
    }

    /** Answers each write exactly once, before it returns, even with an error. */
    void write(List<RowWrite> batch, Answers answers) {
        AnswerSheet sheet = new AnswerSheet(batch.size(), answers);
        try {
            writeAll(batch, sheet);
        } catch (RuntimeException defect) {
            LOG.error(
                    "a batch of {} writes failed with {}",
                    batch.size(),
                    defect.getClass().getName());
        } finally {
            sheet.failRest(FailureKind.UNAVAILABLE, INTERNAL_ERROR);
        }
    }

    private void writeAll(List<RowWrite> batch, AnswerSheet sheet) {
        try (SqlSession session = sessions.borrow()) {
            Afterwards worst = Afterwards.USABLE;
            for (Transaction transaction : WriteOrder.of(batch)) {
                Afterwards now = write(session, transaction, batch, sheet);
                worst = now.compareTo(worst) > 0 ? now : worst;
                if (now == Afterwards.LOST) {
                    sheet.failUntried(FailureKind.UNAVAILABLE, CONNECTION_LOST);
                    break;
                }
            }
            if (worst != Afterwards.USABLE) {
                session.discard();
            }
        } catch (SQLException error) {
            String code = SqlStateClassifier.code(error);
            LOG.warn("no connection for a batch of {} writes: SQLSTATE {}", batch.size(), code);
            // Nothing was tried: no write is to blame, and none is to be thrown away.
            FailureKind kind = SqlStateClassifier.kind(error);
            sheet.failUntried(kind == FailureKind.FATAL ? kind : FailureKind.UNAVAILABLE, code);
        }
    }

    private Afterwards write(SqlSession session, Transaction transaction, List<RowWrite> batch, AnswerSheet sheet) {
        List<Integer> indexes = transaction.indexes();
        BitSet won;
        try {
            won = writers.apply(transaction.table())
                    .write(session, indexes.stream().map(batch::get).toList());
            session.commit();
        } catch (SQLException error) {
            FailureKind kind = SqlStateClassifier.kind(error);
            String code = SqlStateClassifier.code(error);
            LOG.debug(
                    "{} writes of {} failed: SQLSTATE {}",
                    indexes.size(),
                    transaction.table().name(),
                    code);
            if (SqlStateClassifier.isServersOwn(error)) {
                sheet.failBlameless(indexes, kind, code);
            } else {
                sheet.fail(indexes, kind, code);
            }
            return recover(session, kind);
        }
        for (int place = 0; place < indexes.size(); place++) {
            sheet.answer(indexes.get(place), won.get(place) ? Outcome.APPLIED : Outcome.STALE);
        }
        return Afterwards.USABLE;
    }

    private static Afterwards recover(SqlSession session, FailureKind kind) {
        try {
            session.rollback();
            return kind == FailureKind.UNAVAILABLE ? Afterwards.SUSPECT : Afterwards.USABLE;
        } catch (SQLException lost) {
            return Afterwards.LOST;
        }
    }

    /** What a failed transaction leaves of its connection, from good to bad. */
    private enum Afterwards {
        USABLE,
        /** Usable for this batch; a new connection may find another server, the one that took over. */
        SUSPECT,
        LOST
    }
}
