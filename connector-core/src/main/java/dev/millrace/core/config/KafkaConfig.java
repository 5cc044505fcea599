package dev.millrace.core.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The section {@code kafka}: every property of Kafka's clients passes through untouched, but for those that the guarantee rests
 * on.
 *
 * @param properties of both clients, without the group
 */
public record KafkaConfig(String bootstrapServers, String group, List<String> topics, Map<String, String> properties) {
    /** Not to be set: the connector's promise rests on them. */
    private static final Set<String> OURS = Set.of(
            "enable.auto.commit",
            "auto.offset.reset",
            "key.deserializer",
            "value.deserializer",
            "key.serializer",
            "value.serializer",
            "acks",
            "enable.idempotence");

    static KafkaConfig read(ConfigReader reader, String connector) {
        Map<String, String> properties = new HashMap<>(reader.passThrough("kafka"));
        String servers = properties.getOrDefault("bootstrap.servers", "");
        if (servers.isEmpty()) {
            reader.problem(
                    ProblemCode.CONFIG_VALUE_MISSING,
                    "kafka.bootstrap.servers",
                    "there is no broker to start from",
                    "add it, as in \"broker-1:9092,broker-2:9092\"");
        }
        for (String name : properties.keySet()) {
            if (OURS.contains(name)) {
                reader.problem(
                        ProblemCode.CONFIG_VALUE_INVALID,
                        "kafka." + name,
                        "the connector sets this property itself, its guarantee rests on it",
                        "remove it");
            }
        }
        List<String> topics = reader.list("topics");
        if (topics.isEmpty()) {
            reader.problem(ProblemCode.CONFIG_VALUE_MISSING, "topics", "no topic is configured", "list at least one");
        }
        String group = properties.getOrDefault("group.id", connector);
        properties.remove("group.id");
        return new KafkaConfig(servers, group, topics, Map.copyOf(properties));
    }
}
