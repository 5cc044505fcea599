package dev.millrace.core.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The section {@code kafka}: every property of Kafka's clients passes through untouched, but for those that the guarantee rests
 * on.
 *
 * @param properties of all clients, without the group; with the connector's own defaults
 */
public record KafkaConfig(String bootstrapServers, String group, List<String> topics, Map<String, String> properties) {
    private static final String SERVERS = "bootstrap.servers";

    static KafkaConfig read(ConfigReader reader, String connector) {
        List<String> topics = reader.requiredList(
                "topics",
                "[bank.account]",
                "Topics to read. They must exist; `./millrace topics` lists and creates them, see [topics.md](topics.md).");
        Properties kafka = new Properties(reader, new HashMap<>(reader.passThrough("kafka")));
        kafka.servers();
        kafka.optional("group.id", "`name`", "Consumer group. It is part of the names of the dead letter topics.");
        kafka.optional("client.id", "the group", "Name of the client in the broker's logs.");
        kafka.optional(
                "group.instance.id",
                "none",
                "Kafka's static membership: a restart within the session timeout does not move partitions. One value per"
                        + " process.");
        kafka.defaulted(
                "max.poll.records",
                "5000",
                "whole number, 1 and more",
                "Records of one poll. The engine settles all of them before it hands out more.");
        kafka.defaulted(
                "isolation.level",
                "read_committed",
                "`read_committed`",
                "Records of transactions that were aborted are not read: they never happened at the source.");
        String group = kafka.given.getOrDefault("group.id", connector);
        kafka.given.remove("group.id");
        return new KafkaConfig(kafka.given.getOrDefault(SERVERS, ""), group, topics, Map.copyOf(kafka.given));
    }

    /** What passes through, and what the reference says of some of it. */
    private record Properties(ConfigReader reader, Map<String, String> given) {
        void servers() {
            declare(SERVERS, "text or list", Optional.empty(), true, "Where to find the cluster.");
            if (given.getOrDefault(SERVERS, "").isEmpty()) {
                reader.problem(
                        ProblemCode.CONFIG_VALUE_MISSING,
                        "kafka." + SERVERS,
                        "there is no broker to start from",
                        "add it, as in \"broker-1:9092,broker-2:9092\"");
            }
        }

        void optional(String name, String otherwise, String meaning) {
            declare(name, "text", Optional.of(otherwise), false, meaning);
        }

        void defaulted(String name, String otherwise, String kind, String meaning) {
            declare(name, kind, Optional.of(otherwise), false, meaning);
            given.putIfAbsent(name, otherwise);
        }

        private void declare(String name, String kind, Optional<String> otherwise, boolean required, String meaning) {
            Optional<String> example = required ? Optional.of("broker-1:9092,broker-2:9092") : Optional.empty();
            reader.declare("kafka." + name, kind, otherwise, example, required, meaning);
        }
    }
}
