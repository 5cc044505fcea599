package dev.millrace.core.topics;

import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.topics.FoundTopic.Hidden;
import dev.millrace.core.topics.FoundTopic.Missing;
import dev.millrace.core.topics.FoundTopic.Present;
import dev.millrace.core.topics.FoundTopic.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks the cluster about the topics, one question for all of them. A refusal about one topic is found out, not thrown. */
final class TopicCatalog {
    private final Admin admin;
    private final BrokerCalls calls;

    TopicCatalog(Admin admin, BrokerCalls calls) {
        this.admin = admin;
        this.calls = calls;
    }

    /** @throws ConfigurationException when the broker refuses the connector altogether */
    ClusterView look(List<NeededTopic> needed) {
        int brokers = brokers();
        Map<String, KafkaFuture<TopicDescription>> answers = admin.describeTopics(
                        needed.stream().map(NeededTopic::name).toList())
                .topicNameValues();
        Map<String, TopicDescription> described = new LinkedHashMap<>();
        Map<String, FoundTopic> found = new HashMap<>();
        for (NeededTopic topic : needed) {
            try {
                described.put(topic.name(), calls.answer(Objects.requireNonNull(answers.get(topic.name()))));
            } catch (BrokerRefusal refusal) {
                found.put(topic.name(), absent(refusal));
            }
        }
        found.putAll(present(described));
        return new ClusterView(brokers, found);
    }

    /** Whether the broker that answers knows of all of them, as far as we may know. */
    boolean knows(List<String> topics) {
        return admin.describeTopics(topics).topicNameValues().values().stream().allMatch(this::isKnown);
    }

    private boolean isKnown(KafkaFuture<TopicDescription> answer) {
        try {
            calls.answer(answer);
            return true;
        } catch (BrokerRefusal refusal) {
            return !(absent(refusal) instanceof Missing);
        }
    }

    private int brokers() {
        try {
            return calls.answer(admin.describeCluster().nodes()).size();
        } catch (BrokerRefusal refusal) {
            throw new ConfigurationException(new Problem(
                    ProblemCode.BROKER_REFUSED,
                    "kafka",
                    "the broker refused to describe its cluster: " + refusal.code(),
                    "check the credentials and the ACLs of the connector's user"));
        }
    }

    private static FoundTopic absent(BrokerRefusal refusal) {
        if (refusal.error() instanceof UnknownTopicOrPartitionException
                || refusal.error() instanceof InvalidTopicException) {
            return new Missing();
        }
        return new Hidden(refusal.code());
    }

    private Map<String, FoundTopic> present(Map<String, TopicDescription> described) {
        List<ConfigResource> resources = new ArrayList<>();
        described.keySet().forEach(topic -> resources.add(resource(topic)));
        Map<ConfigResource, KafkaFuture<Config>> answers =
                admin.describeConfigs(resources).values();
        Map<String, FoundTopic> found = new HashMap<>();
        described.forEach((topic, description) -> found.put(
                topic,
                new Present(
                        description.partitions().size(),
                        description.partitions().stream()
                                .mapToInt(partition -> partition.replicas().size())
                                .min()
                                .orElse(0),
                        settings(Objects.requireNonNull(answers.get(resource(topic)))))));
        return found;
    }

    /** What a topic is like that was created just now: other brokers need not know of it yet. Empty where we may not know. */
    Optional<FoundTopic> created(String topic, CreateTopicsResult answers) {
        try {
            return Optional.of(new Present(
                    calls.answer(answers.numPartitions(topic)),
                    calls.answer(answers.replicationFactor(topic)),
                    settings(answers.config(topic))));
        } catch (BrokerRefusal mayNotDescribeSettings) {
            return Optional.empty();
        }
    }

    private Settings settings(KafkaFuture<Config> answer) {
        try {
            return new Settings.Known(new TopicSettings(calls.answer(answer).entries().stream()
                    .filter(entry -> entry.value() != null)
                    .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value))));
        } catch (BrokerRefusal refusal) {
            return new Settings.Unknown(refusal.code());
        }
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
