package dev.millrace.core.engine;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.failure.RetryPolicy;
import dev.millrace.core.observe.ConnectorMetrics;
import dev.millrace.core.target.Column;
import dev.millrace.core.target.ProgressKey;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.target.TextType;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** One table, its rows and its records, for the engine's tests. */
final class Samples {
    static final TopicPartition P0 = new TopicPartition("bank", 0);
    static final TopicPartition P1 = new TopicPartition("bank", 1);
    static final String TOPIC_ID = "topic-id";
    static final TargetTable ACCOUNT = new TargetTable(
            "public.account",
            List.of(
                    new Column("id", new TextType(100, TextType.Padding.SIGNIFICANT), false),
                    new Column("name", new TextType(100, TextType.Padding.SIGNIFICANT), true)),
            List.of(0));

    private Samples() {}

    static ConnectorMetrics metrics() {
        return new ConnectorMetrics(new SimpleMeterRegistry(), Clock.systemUTC(), "test");
    }

    static EngineSettings settings(int lanes) {
        return new EngineSettings(
                lanes,
                100,
                1,
                10_000,
                10_000_000,
                Duration.ZERO,
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofMinutes(5),
                new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(4)),
                1_000,
                EngineSettings.OnGap.STOP);
    }

    static RowKey key(String id) {
        return new RowKey(new Value.Text(id));
    }

    static ChangeVersion version(long number) {
        return ChangeVersion.of(0, new byte[9], number, 0);
    }

    static Row image(String id) {
        return new Row.Builder()
                .add("id", new Value.Text(id))
                .add("name", new Value.Text("a name"))
                .build();
    }

    static Change change(Operation operation, String id, Optional<String> idBefore, long version) {
        return new Change(
                "BANK.ACCOUNT",
                operation,
                version(version),
                idBefore.map(Samples::image),
                operation == Operation.DELETE ? Optional.empty() : Optional.of(image(id)),
                Instant.EPOCH);
    }

    static RowWrite upsert(String id, long version) {
        return new RowWrite(
                ACCOUNT, key(id), version(version), Optional.of(List.of(new Value.Text(id), new Value.Text("a name"))));
    }

    static ConsumerRecord<byte[], byte[]> consumed(TopicPartition partition, long offset, String key, String value) {
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                ConsumerRecord.NO_TIMESTAMP,
                TimestampType.NO_TIMESTAMP_TYPE,
                bytes(key).length,
                bytes(value).length,
                bytes(key),
                bytes(value),
                new RecordHeaders(),
                Optional.empty());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** One cluster, one group, one topic. */
    static Origin origin() {
        return new Origin("bank-group", "cluster", () -> Map.of("bank", TOPIC_ID));
    }

    static ProgressKey progressKey(TopicPartition partition) {
        return origin().key(partition, TOPIC_ID);
    }

    static Assignment assignment(TopicPartition partition, long position) {
        OptionalLong start = OptionalLong.of(position);
        return Assignment.begun(partition, TOPIC_ID, start, start, position);
    }

    static PendingRecord pending(Assignment assignment, long offset) {
        return new PendingRecord(new Portion(assignment), consumed(assignment.partition(), offset, "k", "v"), 0);
    }

    /** A record of so many bytes. */
    static PendingRecord pendingOf(Portion portion, long offset, int bytes) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                P0.topic(),
                P0.partition(),
                offset,
                0,
                TimestampType.CREATE_TIME,
                0,
                bytes,
                new byte[0],
                new byte[bytes],
                new RecordHeaders(),
                Optional.empty());
        return new PendingRecord(portion, record, 0);
    }

    /** A record of its own with one write. */
    static RowTask task(Assignment assignment, long offset, String id, long version) {
        Change change = change(Operation.UPDATE, id, Optional.empty(), version);
        return new RowTask(upsert(id, version), new RecordTask(pending(assignment, offset), change, 1));
    }
}
