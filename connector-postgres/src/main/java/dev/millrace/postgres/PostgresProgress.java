package dev.millrace.postgres;

import dev.millrace.core.change.Value;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.ProgressKey;
import dev.millrace.core.target.ProgressMark;
import dev.millrace.core.target.ProgressStore;
import dev.millrace.core.target.TargetException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Progress in the table {@code millrace.progress}. The session is kept from the first question to its
 * first failure: a server that is restored, or gives way to its replica, ends it. For one thread.
 */
final class PostgresProgress implements ProgressStore {
    private static final String KEY = String.join(", ", ProgressTable.KEY);
    private static final String TABLE = ProgressTable.NAME.sql();

    private static final List<ArrayColumn<ProgressKey>> KEY_COLUMNS = List.of(
            text("group_id", ProgressKey::group),
            text("cluster_id", ProgressKey::cluster),
            text("topic", ProgressKey::topic),
            text("topic_id", ProgressKey::topicId),
            new ArrayColumn<>("kafka_partition", Carrier.WHOLE, "::integer", key -> whole(key.partition())));

    /**
     * What is expected is looked for in the statement's snapshot, which is enough: what is held only grows as long as the session
     * lasts. Sorted, so that two connectors that raise the same do not lock each other out. What is high enough is not written.
     */
    private static final String RAISE = "INSERT INTO " + TABLE + " AS held (" + KEY + ", next_offset) SELECT " + KEY
            + ", mark.next_offset FROM (%s) AS mark WHERE mark.expected IS NULL OR EXISTS (SELECT FROM " + TABLE
            + " AS known WHERE known.group_id ="
            + " mark.group_id AND known.cluster_id = mark.cluster_id AND known.topic = mark.topic AND known.topic_id = mark.topic_id"
            + " AND known.kafka_partition = mark.kafka_partition AND known.next_offset >= mark.expected)"
            + " ORDER BY " + KEY + " ON CONFLICT (" + KEY + ") DO UPDATE SET next_offset = EXCLUDED.next_offset,"
            + " raised_at = now() WHERE held.next_offset < EXCLUDED.next_offset RETURNING " + KEY
            + ", held.next_offset";

    private final SqlSessions sessions;
    private final RowSource<ProgressKey> keys;
    private final RowSource<ProgressMark> marks;
    private final String loadSql;
    private final String madeAnewSql;
    private final String raiseSql;
    private @Nullable SqlSession session;

    PostgresProgress(SqlSessions sessions, RowTravel travel) {
        this.sessions = sessions;
        this.keys = new RowSource<>(KEY_COLUMNS, travel);
        Stream<ArrayColumn<ProgressMark>> key = KEY_COLUMNS.stream().map(column -> column.of(ProgressMark::key));
        Stream<ArrayColumn<ProgressMark>> offsets = Stream.of(
                new ArrayColumn<>("expected", Carrier.WHOLE, "", PostgresProgress::expected),
                new ArrayColumn<>(ProgressTable.OFFSET, Carrier.WHOLE, "", mark -> whole(mark.position())));
        this.marks = new RowSource<>(Stream.concat(key, offsets).toList(), travel);
        String asked = "(" + keys.select() + ") AS asked";
        this.loadSql = "SELECT " + KEY + ", held.next_offset FROM " + asked + " JOIN " + TABLE + " AS held USING ("
                + KEY + ")";
        this.madeAnewSql = "SELECT " + KEY + " FROM " + asked + " WHERE EXISTS (SELECT FROM " + TABLE
                + " AS former WHERE former.group_id = asked.group_id AND former.cluster_id = asked.cluster_id"
                + " AND former.topic = asked.topic AND former.topic_id <> asked.topic_id"
                + " AND former.kafka_partition = asked.kafka_partition)";
        this.raiseSql = RAISE.formatted(marks.select());
    }

    @Override
    public List<OptionalLong> load(List<ProgressKey> asked) {
        return inSession(true, connected -> {
            Map<ProgressKey, Long> held = load(connected, asked);
            return asked.stream().map(key -> optional(held.get(key))).toList();
        });
    }

    @Override
    public Set<ProgressKey> madeAnew(List<ProgressKey> asked) {
        return inSession(
                true,
                connected -> keys.query(connected, madeAnewSql, asked).stream()
                        .map(PostgresProgress::key)
                        .collect(Collectors.toSet()));
    }

    @Override
    public List<OptionalLong> raise(List<ProgressMark> raised) {
        return inSession(false, connected -> {
            Map<ProgressKey, Long> held = held(marks.query(connected, raiseSql, raised));
            List<ProgressKey> unwritten = raised.stream()
                    .map(ProgressMark::key)
                    .filter(key -> !held.containsKey(key))
                    .toList();
            if (!unwritten.isEmpty()) {
                held.putAll(load(connected, unwritten));
            }
            return raised.stream().map(mark -> optional(held.get(mark.key()))).toList();
        });
    }

    private Map<ProgressKey, Long> load(SqlSession connected, List<ProgressKey> asked) throws SQLException {
        return held(keys.query(connected, loadSql, asked));
    }

    private static Map<ProgressKey, Long> held(List<SqlRow> rows) {
        Map<ProgressKey, Long> held = new HashMap<>();
        rows.forEach(row -> held.put(key(row), row.whole(6)));
        return held;
    }

    private static ProgressKey key(SqlRow row) {
        return new ProgressKey(row.text(1), row.text(2), row.text(3), row.text(4), (int) row.whole(5));
    }

    private static ArrayColumn<ProgressKey> text(String name, Function<ProgressKey, String> part) {
        return new ArrayColumn<>(name, Carrier.TEXT, "", key -> new Value.Text(part.apply(key)));
    }

    private static Value expected(ProgressMark mark) {
        return mark.expected().isPresent() ? whole(mark.expected().getAsLong()) : Value.Null.NULL;
    }

    private static Value whole(long number) {
        return new Value.Decimal(BigDecimal.valueOf(number));
    }

    private static OptionalLong optional(@Nullable Long offset) {
        return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
    }

    private interface Question<A> {
        A ask(SqlSession connected) throws SQLException;
    }

    private <A> A inSession(boolean mayOpen, Question<A> question) {
        SqlSession connected = session;
        if (connected == null && !mayOpen) {
            throw new TargetException(FailureKind.UNAVAILABLE, "NO_SESSION");
        }
        try {
            if (connected == null) {
                connected = sessions.borrow();
                session = connected;
            }
            A answer = question.ask(connected);
            connected.commit();
            return answer;
        } catch (SQLException error) {
            FailureKind kind = SqlStateClassifier.kind(error);
            boolean goesOn = kind == FailureKind.TRANSIENT && connected != null && isRolledBack(connected);
            if (!goesOn) {
                end();
            }
            throw new TargetException(
                    goesOn || kind != FailureKind.TRANSIENT ? kind : FailureKind.UNAVAILABLE,
                    SqlStateClassifier.code(error));
        }
    }

    private static boolean isRolledBack(SqlSession connected) {
        try {
            connected.rollback();
            return true;
        } catch (SQLException gone) {
            return false;
        }
    }

    private void end() {
        SqlSession ended = session;
        session = null;
        if (ended != null) {
            ended.discard();
            try {
                ended.close();
            } catch (SQLException gone) {
                // It is closed as far as it can be.
                return;
            }
        }
    }
}
