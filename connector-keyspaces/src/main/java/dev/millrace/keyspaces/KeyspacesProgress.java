package dev.millrace.keyspaces;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.KeyedProgress;
import dev.millrace.core.target.ProgressKey;
import dev.millrace.core.target.ProgressMark;
import dev.millrace.core.target.TargetException;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Progress in a table of its own, raised by conditional writes from exactly what is held. For one thread. */
final class KeyspacesProgress implements KeyedProgress.Cells {
    private static final int MOST_ATTEMPTS = 10;
    private static final String KEY =
            ProgressTable.PARTITION_KEY.stream().map(column -> column + " = ?").collect(Collectors.joining(" AND "));

    private final CqlSession session;
    private final Questions questions;
    private final String table;
    private final DefaultConsistencyLevel reads;
    private final PreparedStatement read;
    private final PreparedStatement readAll;
    private final PreparedStatement insert;
    private final PreparedStatement update;

    KeyspacesProgress(CqlSession session, KeyspacesSettings settings, Questions questions) {
        this.session = session;
        this.questions = questions;
        this.table = settings.progressTable();
        this.reads = Sessions.reads(settings);
        String name = Names.cql(settings.keyspace(), settings.progressTable());
        String whole = KEY + " AND " + ProgressTable.TOPIC_ID + " = ?";
        this.read = session.prepare("SELECT " + ProgressTable.OFFSET + " FROM " + name + " WHERE " + whole);
        this.readAll = session.prepare("SELECT " + ProgressTable.TOPIC_ID + " FROM " + name + " WHERE " + KEY);
        this.insert = session.prepare("INSERT INTO " + name + " (" + String.join(", ", ProgressTable.PARTITION_KEY)
                + ", " + ProgressTable.TOPIC_ID + ", " + ProgressTable.OFFSET
                + ") VALUES (?, ?, ?, ?, ?, ?) IF NOT EXISTS");
        this.update = session.prepare("UPDATE " + name + " SET " + ProgressTable.OFFSET + " = ? WHERE " + whole + " IF "
                + ProgressTable.OFFSET + " = ?");
    }

    @Override
    public List<OptionalLong> read(List<ProgressKey> keys) {
        return questions.ask(table, keys, this::read);
    }

    @Override
    public List<OptionalLong> raise(List<ProgressMark> marks) {
        return questions.ask(table, marks, mark -> raise(mark, mark.expected(), 1));
    }

    @Override
    public Set<ProgressKey> holdFormer(List<ProgressKey> keys) {
        List<Boolean> former = questions.ask(table, keys, this::holdsFormer);
        return IntStream.range(0, keys.size())
                .filter(former::get)
                .mapToObj(keys::get)
                .collect(Collectors.toSet());
    }

    private CompletionStage<OptionalLong> read(ProgressKey key) {
        return execute(whole(read.boundStatementBuilder(), 0, key).setConsistencyLevel(reads))
                .thenApply(result -> {
                    Row row = result.one();
                    return row == null || row.isNull(0) ? OptionalLong.empty() : OptionalLong.of(row.getLong(0));
                });
    }

    /** A page has more rows than a topic was ever made anew. */
    private CompletionStage<Boolean> holdsFormer(ProgressKey key) {
        return execute(partition(readAll.boundStatementBuilder(), 0, key).setConsistencyLevel(reads))
                .thenApply(result -> {
                    for (Row row : result.currentPage()) {
                        if (!key.topicId().equals(row.getString(0))) {
                            return true;
                        }
                    }
                    return false;
                });
    }

    /** @param held less than the mark's position */
    private CompletionStage<OptionalLong> raise(ProgressMark mark, OptionalLong held, int attempt) {
        return set(mark, held)
                .thenCompose(result -> result.wasApplied()
                        ? CompletableFuture.completedFuture(OptionalLong.of(mark.position()))
                        : read(mark.key()).thenCompose(now -> refused(mark, now, attempt)));
    }

    private CompletionStage<OptionalLong> refused(ProgressMark mark, OptionalLong held, int attempt) {
        boolean setBack =
                mark.expected().isPresent() && held.orElse(-1) < mark.expected().getAsLong();
        if (setBack || held.orElse(-1) >= mark.position()) {
            return CompletableFuture.completedFuture(held);
        }
        return attempt < MOST_ATTEMPTS
                ? raise(mark, held, attempt + 1)
                : CompletableFuture.failedFuture(
                        new TargetException(FailureKind.TRANSIENT, ConditionalWrite.UNDECIDED));
    }

    /** Applied where exactly that was held. */
    private CompletionStage<AsyncResultSet> set(ProgressMark mark, OptionalLong held) {
        return execute(
                held.isEmpty()
                        ? whole(insert.boundStatementBuilder(), 0, mark.key()).setLong(5, mark.position())
                        : whole(update.boundStatementBuilder().setLong(0, mark.position()), 1, mark.key())
                                .setLong(6, held.getAsLong()));
    }

    private static BoundStatementBuilder whole(BoundStatementBuilder statement, int first, ProgressKey key) {
        return partition(statement, first, key).setString(first + 4, key.topicId());
    }

    private static BoundStatementBuilder partition(BoundStatementBuilder statement, int first, ProgressKey key) {
        return statement
                .setString(first, key.group())
                .setString(first + 1, key.cluster())
                .setString(first + 2, key.topic())
                .setInt(first + 3, key.partition());
    }

    private CompletionStage<AsyncResultSet> execute(BoundStatementBuilder statement) {
        return session.executeAsync(statement.build());
    }
}
