package dev.millrace.postgres;

import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.ProgressKey;
import dev.millrace.core.target.ProgressMark;
import dev.millrace.core.target.ProgressStore;
import dev.millrace.core.target.TargetException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Progress in the table {@code millrace.progress}. The session is one connection of the pool, kept from the first question to its
 * first failure: a server that is restored, or gives way to its replica, ends it. For one thread.
 */
final class PostgresProgress implements ProgressStore {
    private static final String KEY = String.join(", ", ProgressTable.KEY);
    private static final String TABLE = ProgressTable.NAME.sql();
    private static final String KEYS =
            "unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::integer[]) AS asked (" + KEY + ")";
    private static final String LOAD =
            "SELECT " + KEY + ", held.next_offset FROM " + KEYS + " JOIN " + TABLE + " AS held USING (" + KEY + ")";

    private static final String MADE_ANEW = "SELECT " + KEY + " FROM " + KEYS + " WHERE EXISTS (SELECT FROM " + TABLE
            + " AS former WHERE former.group_id = asked.group_id AND former.cluster_id = asked.cluster_id"
            + " AND former.topic = asked.topic AND former.topic_id <> asked.topic_id"
            + " AND former.kafka_partition = asked.kafka_partition)";

    /**
     * What is expected is looked for in the statement's snapshot, which is enough: what is held only grows as long as the session
     * lasts. Sorted, so that two connectors that raise the same do not lock each other out. What is high enough is not written.
     */
    private static final String RAISE = "INSERT INTO " + TABLE + " AS held (" + KEY + ", next_offset) SELECT " + KEY
            + ", mark.next_offset FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::integer[], ?::bigint[], ?::bigint[])"
            + " AS mark (" + KEY + ", expected, next_offset)"
            + " WHERE mark.expected IS NULL OR EXISTS (SELECT FROM " + TABLE + " AS known WHERE known.group_id ="
            + " mark.group_id AND known.cluster_id = mark.cluster_id AND known.topic = mark.topic AND known.topic_id = mark.topic_id"
            + " AND known.kafka_partition = mark.kafka_partition AND known.next_offset >= mark.expected)"
            + " ORDER BY " + KEY + " ON CONFLICT (" + KEY + ") DO UPDATE SET next_offset = EXCLUDED.next_offset,"
            + " raised_at = now() WHERE held.next_offset < EXCLUDED.next_offset RETURNING " + KEY
            + ", held.next_offset";

    private final BatchWriter.Connections pool;
    private @Nullable Connection session;

    PostgresProgress(BatchWriter.Connections pool) {
        this.pool = pool;
    }

    @Override
    public List<OptionalLong> load(List<ProgressKey> keys) {
        return inSession(true, connection -> {
            Map<ProgressKey, Long> held = load(connection, keys);
            return keys.stream().map(key -> optional(held.get(key))).toList();
        });
    }

    @Override
    public Set<ProgressKey> madeAnew(List<ProgressKey> keys) {
        return inSession(true, connection -> {
            Set<ProgressKey> found = new HashSet<>();
            try (PreparedStatement statement = connection.prepareStatement(MADE_ANEW)) {
                bind(statement, keys);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        found.add(key(rows));
                    }
                }
            }
            return found;
        });
    }

    @Override
    public List<OptionalLong> raise(List<ProgressMark> marks) {
        return inSession(false, connection -> {
            Map<ProgressKey, Long> held = new HashMap<>();
            try (PreparedStatement statement = connection.prepareStatement(RAISE)) {
                bind(statement, marks.stream().map(ProgressMark::key).toList());
                Object[] expected = new Object[marks.size()];
                Object[] positions = new Object[marks.size()];
                for (int i = 0; i < marks.size(); i++) {
                    ProgressMark mark = marks.get(i);
                    if (mark.expected().isPresent()) {
                        expected[i] = mark.expected().getAsLong();
                    }
                    positions[i] = mark.position();
                }
                statement.setArray(6, connection.createArrayOf("bigint", expected));
                statement.setArray(7, connection.createArrayOf("bigint", positions));
                read(statement, held);
            }
            List<ProgressKey> unwritten = marks.stream()
                    .map(ProgressMark::key)
                    .filter(key -> !held.containsKey(key))
                    .toList();
            if (!unwritten.isEmpty()) {
                held.putAll(load(connection, unwritten));
            }
            return marks.stream().map(mark -> optional(held.get(mark.key()))).toList();
        });
    }

    private static Map<ProgressKey, Long> load(Connection connection, List<ProgressKey> keys) throws SQLException {
        Map<ProgressKey, Long> held = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(LOAD)) {
            bind(statement, keys);
            read(statement, held);
        }
        return held;
    }

    private static void bind(PreparedStatement statement, List<ProgressKey> keys) throws SQLException {
        Connection connection = statement.getConnection();
        statement.setArray(
                1,
                connection.createArrayOf(
                        "text", keys.stream().map(ProgressKey::group).toArray()));
        statement.setArray(
                2,
                connection.createArrayOf(
                        "text", keys.stream().map(ProgressKey::cluster).toArray()));
        statement.setArray(
                3,
                connection.createArrayOf(
                        "text", keys.stream().map(ProgressKey::topic).toArray()));
        statement.setArray(
                4,
                connection.createArrayOf(
                        "text", keys.stream().map(ProgressKey::topicId).toArray()));
        statement.setArray(
                5,
                connection.createArrayOf(
                        "integer", keys.stream().map(ProgressKey::partition).toArray()));
    }

    private static void read(PreparedStatement statement, Map<ProgressKey, Long> held) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                held.put(key(rows), rows.getLong(6));
            }
        }
    }

    private static ProgressKey key(ResultSet row) throws SQLException {
        return new ProgressKey(row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getInt(5));
    }

    private static OptionalLong optional(@Nullable Long offset) {
        return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
    }

    private interface Question<A> {
        A ask(Connection connection) throws SQLException;
    }

    private <A> A inSession(boolean mayOpen, Question<A> question) {
        Connection connection = session;
        if (connection == null && !mayOpen) {
            throw new TargetException(FailureKind.UNAVAILABLE, "NO_SESSION");
        }
        try {
            if (connection == null) {
                connection = pool.borrow();
                session = connection;
            }
            A answer = question.ask(connection);
            connection.commit();
            return answer;
        } catch (SQLException error) {
            FailureKind kind = SqlStateClassifier.kind(error);
            boolean goesOn = kind == FailureKind.TRANSIENT && connection != null && isRolledBack(connection);
            if (!goesOn) {
                end();
            }
            throw new TargetException(
                    goesOn || kind != FailureKind.TRANSIENT ? kind : FailureKind.UNAVAILABLE,
                    SqlStateClassifier.code(error));
        }
    }

    private static boolean isRolledBack(Connection connection) {
        try {
            connection.rollback();
            return true;
        } catch (SQLException gone) {
            return false;
        }
    }

    private void end() {
        Connection connection = session;
        session = null;
        if (connection != null) {
            pool.evict(connection);
            try {
                connection.close();
            } catch (SQLException gone) {
                // It is closed as far as it can be.
                return;
            }
        }
    }
}
