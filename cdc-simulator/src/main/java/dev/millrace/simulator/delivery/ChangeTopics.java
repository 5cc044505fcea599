package dev.millrace.simulator.delivery;

import static dev.millrace.simulator.SimulatorError.KAFKA_TOPICS;

import dev.millrace.simulator.SimulatorException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the change topics. Needs an {@link Admin}, which stays the caller's. */
public final class ChangeTopics {
    /** The usual number of partitions. */
    public static final int USUAL_PARTITIONS = 4;

    private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Admin admin;
    private final Duration timeout;

    /** @param timeout for each question to the cluster */
    public ChangeTopics(Admin admin, Duration timeout) {
        this.admin = admin;
        this.timeout = timeout;
    }

    /**
     * Makes sure that the topics are there, each with exactly so many partitions that take records. {@link SimulatorException} where the
     * cluster refuses or a topic is there with another number: keys would move between partitions.
     *
     * @param replicas the replication factor of topics that are created
     */
    public void ensure(List<String> wanted, int partitions, short replicas) throws InterruptedException {
        Set<String> missing = new HashSet<>(wanted);
        missing.removeAll(ask(admin.listTopics().names(), "list the topics"));
        List<NewTopic> created = wanted.stream()
                .filter(missing::contains)
                .map(topic -> new NewTopic(topic, partitions, replicas))
                .toList();
        List<String> present =
                wanted.stream().filter(topic -> !missing.contains(topic)).toList();
        Map<String, TopicDescription> described =
                ask(admin.describeTopics(present).allTopicNames(), "describe the topics " + present);
        // Before any is created: they would have to be deleted again where another number is asked for.
        described.values().forEach(topic -> check(topic, partitions));
        ask(admin.createTopics(created).all(), "create the topics " + missing);
        awaitLeaders(wanted, partitions);
    }

    /**
     * Asks each partition's leader for its end: a new one is in the metadata before it takes records, and a producer with several
     * requests in flight that is refused by it at first can lose its sequence and repeat a batch in vain for minutes.
     */
    private void awaitLeaders(List<String> topics, int partitions) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (String topic : topics) {
            for (int i = 0; i < partitions; i++) {
                ends.put(new TopicPartition(topic, i), OffsetSpec.latest());
            }
        }
        long start = System.nanoTime();
        while (!answers(ends, System.nanoTime() - start)) {
            LockSupport.parkNanos(BETWEEN_NANOS);
        }
    }

    /** A topic that has just been created may be unknown for a moment; the client does not always ask again by itself. */
    private boolean answers(Map<TopicPartition, OffsetSpec> ends, long waitedNanos) throws InterruptedException {
        try {
            Object ignored = ask(admin.listOffsets(ends).all(), "answer for each partition");
            return true;
        } catch (SimulatorException refused) {
            Throwable answer = refused.getCause() == null ? refused : refused.getCause();
            if (answer.getCause() instanceof UnknownTopicOrPartitionException && waitedNanos < timeout.toNanos()) {
                return false;
            }
            throw refused;
        }
    }

    private static void check(TopicDescription topic, int partitions) {
        if (topic.partitions().size() != partitions) {
            throw new SimulatorException(
                    KAFKA_TOPICS,
                    topic.name(),
                    "the topic has " + topic.partitions().size() + " partitions, not " + partitions + ".",
                    "delete the topic, or ask for as many partitions as it has.");
        }
    }

    private <T> T ask(KafkaFuture<T> answer, String task) throws InterruptedException {
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new SimulatorException(
                    KAFKA_TOPICS,
                    "Kafka",
                    "the cluster did not " + task + ": " + e.getMessage() + ".",
                    "check the bootstrap servers, the right to create topics, and the replication factor.",
                    e);
        }
    }
}
