package dev.millrace.core.topics;

import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.CreateTopicsResult.TopicMetadataAndConfig;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.DescribeConfigsResult;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;

/** The little of a cluster that topics are about: what a real one cannot be brought to say within a test. For one thread. */
final class FakeCluster {
    private final int brokers;
    private final Map<String, NewTopic> topics = new TreeMap<>();
    private final Map<String, ApiException> describing = new HashMap<>();
    private final Map<String, ApiException> describingSettings = new HashMap<>();
    private final Map<String, ApiException> creating = new HashMap<>();
    private final Set<String> unseen = new HashSet<>();
    private final Map<String, Integer> answersUntilSeen = new HashMap<>();
    private int answersUntilNewOnesAreSeen;

    FakeCluster(int brokers) {
        this.brokers = brokers;
    }

    FakeCluster topic(String name, int partitions, int replication, Map<String, String> settings) {
        topics.put(name, new NewTopic(name, partitions, (short) replication).configs(settings));
        return this;
    }

    /** Somebody else has created it, and this broker has not heard of it yet. */
    FakeCluster unseenTopic(String name) {
        unseen.add(name);
        return topic(name, 1, 1, Map.of());
    }

    /** The broker hears of what is created from now on after so many more questions about it. */
    FakeCluster seeNewTopicsAfter(int answers) {
        answersUntilNewOnesAreSeen = answers;
        return this;
    }

    FakeCluster refuseToDescribe(String topic) {
        describing.put(topic, new TopicAuthorizationException(topic));
        return this;
    }

    FakeCluster refuseToDescribeSettings(String topic, ApiException error) {
        describingSettings.put(topic, error);
        return this;
    }

    FakeCluster refuseToCreate(String topic, ApiException error) {
        creating.put(topic, error);
        return this;
    }

    List<String> topics() {
        return List.copyOf(topics.keySet());
    }

    NewTopic topic(String name) {
        return Objects.requireNonNull(topics.get(name), name);
    }

    Admin admin() {
        Map<String, Function<Object[], Object>> answers = Map.of(
                "describeCluster", arguments -> cluster(),
                "describeTopics", arguments -> describeTopics(names((Collection<?>) arguments[0])),
                "describeConfigs", arguments -> describeConfigs((Collection<?>) arguments[0]),
                "createTopics", arguments -> createTopics((Collection<?>) arguments[0]),
                "close", arguments -> "closed");
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    Function<Object[], Object> answer = answers.get(method.getName());
                    if (answer == null) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return answer.apply(arguments == null ? new Object[0] : arguments);
                });
    }

    private static List<String> names(Collection<?> names) {
        return names.stream().map(String.class::cast).toList();
    }

    private Object cluster() {
        Collection<Node> nodes =
                IntStream.range(0, brokers).mapToObj(FakeCluster::node).toList();
        Constructor<?> constructor = DescribeClusterResult.class.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        try {
            return constructor.newInstance(KafkaFuture.completedFuture(nodes), null, null, null);
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException(changed);
        }
    }

    private static Node node(int id) {
        return new Node(id, "broker", 9092);
    }

    private DescribeTopicsResult describeTopics(List<String> names) {
        return new DescribeTopicsResult(
                null, names.stream().collect(Collectors.toMap(name -> name, this::description))) {};
    }

    private KafkaFuture<TopicDescription> description(String name) {
        if (describing.containsKey(name)) {
            return failed(describing.get(name));
        }
        NewTopic topic = topics.get(name);
        boolean late = answersUntilSeen.merge(name, -1, Integer::sum) >= 0;
        if (topic == null || late || unseen.contains(name)) {
            return failed(new UnknownTopicOrPartitionException(name));
        }
        List<Node> replicas = IntStream.range(0, topic.replicationFactor())
                .mapToObj(FakeCluster::node)
                .toList();
        List<TopicPartitionInfo> partitions = IntStream.range(0, topic.numPartitions())
                .mapToObj(id -> new TopicPartitionInfo(id, replicas.get(0), replicas, replicas))
                .toList();
        return KafkaFuture.completedFuture(new TopicDescription(name, false, partitions));
    }

    private DescribeConfigsResult describeConfigs(Collection<?> resources) {
        return new DescribeConfigsResult(resources.stream()
                .map(ConfigResource.class::cast)
                .collect(Collectors.toMap(resource -> resource, resource -> settings(resource.name())))) {};
    }

    private KafkaFuture<Config> settings(String name) {
        ApiException error = describingSettings.get(name);
        return error == null
                ? KafkaFuture.completedFuture(
                        config(Objects.requireNonNull(topics.get(name)).configs()))
                : failed(error);
    }

    private static Config config(Map<String, String> settings) {
        List<ConfigEntry> entries = new ArrayList<>();
        settings.forEach((name, value) -> entries.add(new ConfigEntry(name, value)));
        return new Config(entries);
    }

    private CreateTopicsResult createTopics(Collection<?> wanted) {
        return new CreateTopicsResult(
                wanted.stream().map(NewTopic.class::cast).collect(Collectors.toMap(NewTopic::name, this::create))) {};
    }

    private KafkaFuture<TopicMetadataAndConfig> create(NewTopic topic) {
        if (creating.containsKey(topic.name())) {
            return failed(creating.get(topic.name()));
        }
        if (topics.containsKey(topic.name())) {
            unseen.remove(topic.name());
            return failed(new TopicExistsException(topic.name()));
        }
        int partitions = Math.max(1, topic.numPartitions());
        int replication = Math.max(1, topic.replicationFactor());
        topic(topic.name(), partitions, replication, topic.configs());
        answersUntilSeen.put(topic.name(), answersUntilNewOnesAreSeen);
        ApiException mayNotDescribe = describingSettings.get(topic.name());
        return KafkaFuture.completedFuture(
                mayNotDescribe == null
                        ? new TopicMetadataAndConfig(
                                Uuid.randomUuid(), partitions, replication, config(topic.configs()))
                        : new TopicMetadataAndConfig(mayNotDescribe));
    }

    private static <T> KafkaFuture<T> failed(ApiException error) {
        KafkaFutureImpl<T> future = new KafkaFutureImpl<>();
        future.completeExceptionally(error);
        return future;
    }
}
