package dev.millrace.core;

import dev.millrace.core.config.KafkaConfig;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * Which topics stand behind the configured names.
 *
 * @param cluster the id of their cluster
 * @param byName the topics' ids, by their names
 */
record TopicIds(String cluster, Map<String, String> byName) {

    /**
     * Asks the broker.
     *
     * @param answer longest wait for one answer
     * @throws dev.millrace.core.config.UnreachableException when no broker answers
     * @throws dev.millrace.core.config.ConfigurationException when it refuses the user
     */
    static TopicIds ask(KafkaConfig config, KafkaClients clients, Duration answer) throws InterruptedException {
        BrokerFailures failures = new BrokerFailures(config, answer);
        try (Admin admin = clients.admin(answer)) {
            String cluster = admin.describeCluster().clusterId().get(answer.toMillis(), TimeUnit.MILLISECONDS);
            return new TopicIds(cluster, TopicWatch.describe(admin, config.topics(), answer));
        } catch (ExecutionException failure) {
            throw failures.explained(failure.getCause());
        } catch (TimeoutException | KafkaException failure) {
            throw failures.explained(failure);
        }
    }
}
