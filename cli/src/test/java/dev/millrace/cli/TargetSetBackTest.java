package dev.millrace.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.stack.StackFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A database that is set back, and a topic that is not the one that it was, against the real servers. */
@ExtendWith(SharedStack.class)
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
final class TargetSetBackTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void a_database_restored_from_a_snapshot_is_brought_up_to_date_running_or_not(StackFile stack) throws Exception {
        OneTable one = new OneTable(stack, "set_back");
        String config = OneTable.write(directory, quickly(one));
        try (Broker broker = new Broker(stack.kafka().bootstrapServers())) {
            broker.createTopic(one.topic());
            send(broker, one, 1, 3);
            try (CommandProcess connector = CommandProcess.start(directory, "run", "postgres", "--config", config)) {
                awaitRows(one, 3);
                awaitProgress(one, 3);
                snapshot(one);
                send(broker, one, 4, 6);
                awaitRows(one, 6);
                awaitProgress(one, 6);
                restore(one);
                awaitRows(one, 6);
                awaitProgress(one, 6);
                assertTrue(connector.err().contains("goes back to offset 3"), connector::err);
                await().atMost(LIMIT)
                        .until(() -> broker.committed(one.name(), one.topic()).equals(Optional.of(6L)));
            }
            restore(one);
            assertEquals(3, one.rows().size());
            try (CommandProcess connector = CommandProcess.start(directory, "run", "postgres", "--config", config)) {
                awaitRows(one, 6);
                connector.awaitText("goes back to offset 3", LIMIT);
            }
        }
    }

    @Test
    void of_an_hour_that_a_restored_database_does_not_know_no_change_is_missing(StackFile stack) throws Exception {
        OneTable one = new OneTable(stack, "an_hour_ago");
        Map<Integer, String> source = new TreeMap<>();
        Instant start = Instant.now().minus(Duration.ofMinutes(61));
        try (Broker broker = new Broker(stack.kafka().bootstrapServers());
                CommandProcess connector = start(broker, one)) {
            for (int id = 0; id < 100; id++) {
                insert(broker, one, source, id, start.plusMillis(id));
            }
            awaitState(broker, one, source, 100, connector);
            snapshot(one);
            Instant next = start.plus(Duration.ofMinutes(1));
            for (int i = 0; i < 1_000; i++) {
                changeSomething(broker, one, source, i, next);
                // Until a moment ago.
                next = next.plusMillis(3_600);
            }
            awaitState(broker, one, source, 1_100, connector);
            restore(one);
            connector.awaitText("goes back to offset 100", LIMIT);
            awaitState(broker, one, source, 1_100, connector);
            assertEquals(List.of(), broker.read(one.deadLetters()), connector::err);
        }
    }

    private CommandProcess start(Broker broker, OneTable one) throws Exception {
        broker.createTopic(one.topic());
        return CommandProcess.start(directory, "run", "postgres", "--config", OneTable.write(directory, one.yaml()));
    }

    private static void insert(Broker broker, OneTable one, Map<Integer, String> source, int id, Instant time) {
        source.put(id, id + "|as of " + id + "|1.00");
        broker.send(one.topic(), "k" + id, Changes.insert(Changes.stck(time), id, "as of " + id, "1.00"), time);
    }

    /** Rows of before the snapshot are updated or deleted, some of those come again, and others are new. */
    private static void changeSomething(Broker broker, OneTable one, Map<Integer, String> source, int i, Instant time) {
        int id = i * 7 % 150;
        String stck = Changes.stck(time);
        if (!source.containsKey(id)) {
            insert(broker, one, source, id, time);
        } else if (i % 3 == 0) {
            source.remove(id);
            String image = Changes.image(id, "gone", "0.00");
            broker.send(one.topic(), "k" + id, Changes.change("D", stck, image), time);
        } else {
            source.put(id, id + "|change " + i + "|2.00");
            String image = Changes.image(id, "change " + i, "2.00");
            broker.send(one.topic(), "k" + id, Changes.change("U", stck, image), time);
        }
    }

    private static void awaitState(
            Broker broker, OneTable one, Map<Integer, String> source, long offset, CommandProcess connector) {
        await().atMost(LIMIT).ignoreExceptions().untilAsserted(() -> {
            assertEquals(List.copyOf(source.values()), one.rows(), connector::err);
            assertEquals(Optional.of(offset), broker.committed(one.name(), one.topic()), connector::err);
            assertEquals(List.of(Long.toString(offset)), progress(one), connector::err);
        });
    }

    @Test
    void a_commit_past_the_end_and_a_topic_made_anew_are_gaps(StackFile stack) throws Exception {
        OneTable one = new OneTable(stack, "made_anew");
        String yaml = quickly(one);
        String config = OneTable.write(directory, yaml);
        try (Broker broker = new Broker(stack.kafka().bootstrapServers());
                Admin admin =
                        Admin.create(Map.of("bootstrap.servers", stack.kafka().bootstrapServers()))) {
            broker.createTopic(one.topic());
            send(broker, one, 1, 3);
            commit(admin, one, new OffsetAndMetadata(100));
            one.execute("CREATE SCHEMA IF NOT EXISTS millrace");
            try (CommandProcess connector = CommandProcess.start(directory, "run", "postgres", "--config", config)) {
                // The database has no progress: the whole topic is there to be read.
                awaitRows(one, 3);
                awaitProgress(one, 3);
                connector.awaitText("goes back to offset 0", LIMIT);
            }
            commit(admin, one, new OffsetAndMetadata(100));
            one.execute("UPDATE millrace.progress SET next_offset = 100 WHERE group_id = '" + one.name() + "'");
            try (CommandProcess connector = CommandProcess.start(directory, "run", "postgres", "--config", config)) {
                connector.awaitText("GAP at " + one.topic() + "-0: its next offset", LIMIT);
            }
            commit(admin, one, new OffsetAndMetadata(2, "millrace/1 of-a-former-topic"));
            try (CommandProcess connector = CommandProcess.start(directory, "run", "postgres", "--config", config)) {
                connector.awaitText("GAP at " + one.topic() + "-0: its topic was deleted", LIMIT);
            }
            String on = OneTable.write(directory, yaml + "engine:\n  on-gap: continue\n");
            send(broker, one, 4, 4);
            try (CommandProcess connector = CommandProcess.start(directory, "run", "postgres", "--config", on)) {
                connector.awaitText("goes on at the beginning", LIMIT);
                awaitRows(one, 4);
            }
        }
    }

    @Test
    void of_a_topic_made_anew_under_a_running_connector_nothing_is_skipped_silently(StackFile stack) throws Exception {
        OneTable one = new OneTable(stack, "anew_running");
        String config = OneTable.write(directory, quickly(one));
        try (Broker broker = new Broker(stack.kafka().bootstrapServers());
                Admin admin =
                        Admin.create(Map.of("bootstrap.servers", stack.kafka().bootstrapServers()))) {
            broker.createTopic(one.topic());
            send(broker, one, 1, 3);
            try (CommandProcess connector = CommandProcess.start(directory, "run", "postgres", "--config", config)) {
                awaitRows(one, 3);
                admin.deleteTopics(List.of(one.topic())).all().get(30, TimeUnit.SECONDS);
                await().atMost(LIMIT).until(() -> !broker.topics().contains(one.topic()));
                await().atMost(LIMIT).ignoreExceptions().until(() -> {
                    broker.createTopic(one.topic());
                    return true;
                });
                send(broker, one, 101, 110);
                await().atMost(LIMIT.multipliedBy(2))
                        .until(() -> one.rows().size() == 13
                                || connector.err().contains("GAP at " + one.topic() + "-0: its topic was deleted"));
            }
        }
    }

    @Test
    void of_a_topic_made_anew_while_nobody_ran_nothing_is_skipped_silently(StackFile stack) throws Exception {
        OneTable one = new OneTable(stack, "anew_alone");
        String config = OneTable.write(directory, quickly(one));
        try (Broker broker = new Broker(stack.kafka().bootstrapServers());
                Admin admin =
                        Admin.create(Map.of("bootstrap.servers", stack.kafka().bootstrapServers()))) {
            broker.createTopic(one.topic());
            send(broker, one, 1, 3);
            try (CommandProcess connector = CommandProcess.start(directory, "run", "postgres", "--config", config)) {
                connector.awaitText("assigned", LIMIT);
                awaitRows(one, 3);
                awaitProgress(one, 3);
                await().atMost(LIMIT)
                        .until(() -> broker.committed(one.name(), one.topic()).equals(Optional.of(3L)));
            }
            send(broker, one, 4, 6);
            admin.deleteTopics(List.of(one.topic())).all().get(30, TimeUnit.SECONDS);
            await().atMost(LIMIT).until(() -> !broker.topics().contains(one.topic()));
            String left = broker.committed(one.name(), one.topic()).toString();
            await().atMost(LIMIT).ignoreExceptions().until(() -> {
                broker.createTopic(one.topic());
                return true;
            });
            send(broker, one, 101, 110);
            try (CommandProcess connector = CommandProcess.start(directory, "run", "postgres", "--config", config)) {
                await().atMost(LIMIT.multipliedBy(2))
                        .until(() -> one.rows().size() == 13 || connector.err().contains("GAP at " + one.topic()));
                assertTrue(
                        connector.err().contains("GAP at"),
                        "commit " + left + ", rows " + one.rows().size());
            }
        }
    }

    /** A member that was killed is soon forgotten. */
    private static String quickly(OneTable one) {
        return one.yaml().replace("kafka:\n", "kafka:\n  session.timeout.ms: 2000\n  heartbeat.interval.ms: 500\n");
    }

    private static void commit(Admin admin, OneTable one, OffsetAndMetadata offset) {
        TopicPartition partition = new TopicPartition(one.topic(), 0);
        // Refused until the killed member's session is over.
        await().atMost(Duration.ofSeconds(90)).ignoreExceptions().until(() -> {
            admin.alterConsumerGroupOffsets(one.name(), Map.of(partition, offset))
                    .all()
                    .get(10, TimeUnit.SECONDS);
            return true;
        });
    }

    private static void send(Broker broker, OneTable one, int from, int to) throws Exception {
        for (int id = from; id <= to; id++) {
            broker.send(one.topic(), Integer.toString(id), Changes.insert(id, "row " + id, "1.00"));
        }
    }

    private static void awaitRows(OneTable one, int rows) {
        await().atMost(LIMIT).ignoreExceptions().until(() -> one.rows().size() == rows);
    }

    private static void awaitProgress(OneTable one, long offset) {
        await().atMost(LIMIT).until(() -> progress(one).equals(List.of(Long.toString(offset))));
    }

    private static List<String> progress(OneTable one) throws Exception {
        return one.query("SELECT next_offset FROM millrace.progress WHERE group_id = '" + one.name() + "'");
    }

    private static void snapshot(OneTable one) throws Exception {
        one.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; CREATE TABLE " + one.name() + ".rows AS TABLE "
                + one.table() + "; CREATE TABLE " + one.name() + ".versions AS TABLE millrace.\"" + one.table()
                + "\"; CREATE TABLE " + one.name() + ".progress AS SELECT * FROM millrace.progress WHERE group_id = '"
                + one.name() + "'; COMMIT");
    }

    /** As a restore does, which also ends all sessions. */
    private static void restore(OneTable one) throws Exception {
        one.execute("BEGIN; DELETE FROM " + one.table() + "; DELETE FROM millrace.\"" + one.table()
                + "\"; DELETE FROM millrace.progress WHERE group_id = '" + one.name() + "'; INSERT INTO " + one.table()
                + " SELECT * FROM " + one.name() + ".rows; INSERT INTO millrace.\"" + one.table() + "\" SELECT * FROM "
                + one.name() + ".versions; INSERT INTO millrace.progress SELECT * FROM " + one.name()
                + ".progress; COMMIT; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE '%"
                + one.name() + "%'");
    }
}
