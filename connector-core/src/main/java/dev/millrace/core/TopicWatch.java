package dev.millrace.core;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the broker from time to time which topics stand behind the configured names: one that was deleted and made anew has another
 * id. A topic that is not there, or a broker that does not answer, changes nothing.
 *
 * <p>Thread safety: {@code ids} is written by the thread of the watch and read by any.
 */
final class TopicWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);
    private static final Duration CLOSE_BUDGET = Duration.ofSeconds(1);

    private final Admin admin;
    private final List<String> topics;
    private final Duration answer;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread named = new Thread(work, "topic-watch");
        named.setDaemon(true);
        return named;
    });
    private final ScheduledFuture<?> looking;
    private volatile Map<String, String> ids;

    /**
     * @param admin closed with the watch
     * @param topics the configured names
     * @param first what is known so far: a topic that was just created need not be known to every broker
     * @param interval between two looks
     * @param answer longest wait for one answer of the broker
     */
    TopicWatch(Admin admin, List<String> topics, TopicIds first, Duration interval, Duration answer) {
        this.admin = admin;
        this.topics = List.copyOf(topics);
        this.answer = answer;
        this.ids = Map.copyOf(first.byName());
        this.looking = thread.scheduleWithFixedDelay(
                this::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The ids of the topics by their names, as they were last seen. */
    Map<String, String> ids() {
        return ids;
    }

    private void look() {
        try {
            Map<String, String> seen = new HashMap<>(ids);
            seen.putAll(describe(admin, topics, answer));
            ids = Map.copyOf(seen);
        } catch (ExecutionException | TimeoutException | KafkaException failure) {
            LOG.debug(
                    "the topics could not be looked at: {}", failure.getClass().getSimpleName());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** The ids of those topics that are there. */
    static Map<String, String> describe(Admin admin, Collection<String> topics, Duration answer)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, String> ids = new HashMap<>();
        for (var topic : admin.describeTopics(topics).topicNameValues().entrySet()) {
            try {
                ids.put(
                        topic.getKey(),
                        topic.getValue()
                                .get(answer.toMillis(), TimeUnit.MILLISECONDS)
                                .topicId()
                                .toString());
            } catch (ExecutionException failure) {
                if (!(failure.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw failure;
                }
            }
        }
        return ids;
    }

    @Override
    public void close() {
        looking.cancel(true);
        thread.shutdownNow();
        admin.close(CLOSE_BUDGET);
    }
}
