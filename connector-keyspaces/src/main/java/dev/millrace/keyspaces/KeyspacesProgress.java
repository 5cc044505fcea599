package dev.millrace.keyspaces;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.KeyedProgress;
import dev.millrace.core.target.ProgressKey;
import dev.millrace.core.target.ProgressMark;
import dev.millrace.core.target.TargetException;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Progress in a table of its own, raised by conditional writes from exactly what is held. For one thread. */
final class KeyspacesProgress implements KeyedProgress.Cells {
    private static final int MOST_ATTEMPTS = 10;
    private static final String KEY =
            ProgressTable.PARTITION_KEY.stream().map(column -> column + " = ?").collect(Collectors.joining(" AND "));

    private final CqlSession session;
    private final DefaultConsistencyLevel reads;
    private final PreparedStatement read;
    private final PreparedStatement readAll;
    private final PreparedStatement insert;
    private final PreparedStatement update;

    KeyspacesProgress(CqlSession session, KeyspacesSettings settings) {
        this.session = session;
        this.reads = Sessions.reads(settings);
        String table = Names.cql(settings.keyspace(), settings.progressTable());
        String whole = KEY + " AND " + ProgressTable.TOPIC_ID + " = ?";
        this.read = session.prepare("SELECT " + ProgressTable.OFFSET + " FROM " + table + " WHERE " + whole);
        this.readAll = session.prepare("SELECT " + ProgressTable.TOPIC_ID + " FROM " + table + " WHERE " + KEY);
        this.insert = session.prepare("INSERT INTO " + table + " (" + String.join(", ", ProgressTable.PARTITION_KEY)
                + ", " + ProgressTable.TOPIC_ID + ", " + ProgressTable.OFFSET
                + ") VALUES (?, ?, ?, ?, ?, ?) IF NOT EXISTS");
        this.update = session.prepare("UPDATE " + table + " SET " + ProgressTable.OFFSET + " = ? WHERE " + whole
                + " IF " + ProgressTable.OFFSET + " = ?");
    }

    @Override
    public OptionalLong read(ProgressKey key) {
        Row row = execute(whole(read.boundStatementBuilder(), 0, key).setConsistencyLevel(reads))
                .one();
        return row == null || row.isNull(0) ? OptionalLong.empty() : OptionalLong.of(row.getLong(0));
    }

    @Override
    public boolean holdsFormer(ProgressKey key) {
        for (Row row :
                execute(partition(readAll.boundStatementBuilder(), 0, key).setConsistencyLevel(reads))) {
            if (!key.topicId().equals(row.getString(0))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean raise(ProgressMark mark) {
        OptionalLong held = mark.expected();
        for (int i = 0; i < MOST_ATTEMPTS; i++) {
            if (set(mark, held)) {
                return true;
            }
            held = read(mark.key());
            boolean setBack = mark.expected().isPresent()
                    && held.orElse(-1) < mark.expected().getAsLong();
            if (setBack || held.orElse(-1) >= mark.position()) {
                return false;
            }
        }
        throw new TargetException(FailureKind.TRANSIENT, ConditionalWrite.UNDECIDED);
    }

    /** Whether exactly that was held, and now the mark is. */
    private boolean set(ProgressMark mark, OptionalLong held) {
        if (held.isEmpty()) {
            return execute(whole(insert.boundStatementBuilder(), 0, mark.key()).setLong(5, mark.position()))
                    .wasApplied();
        }
        // What is held must not sink, even where the mark is behind what is expected.
        if (mark.position() <= held.getAsLong()) {
            return false;
        }
        return execute(whole(update.boundStatementBuilder().setLong(0, mark.position()), 1, mark.key())
                        .setLong(6, held.getAsLong()))
                .wasApplied();
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

    private ResultSet execute(BoundStatementBuilder statement) {
        try {
            return session.execute(statement.build());
        } catch (DriverException error) {
            throw DriverFailure.of(error).exception();
        }
    }
}
