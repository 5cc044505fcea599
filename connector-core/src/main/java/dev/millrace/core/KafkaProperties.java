package dev.millrace.core;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.KafkaConfig;
import dev.millrace.core.config.ProblemCode;
import java.util.Map;

/** Checks offline what passes through to Kafka's clients, so that all of it is said at once and in our words. */
public final class KafkaProperties {
    /** Not to be set, and why: the connector's promise rests on them. */
    private static final Map<String, String> OURS = Map.ofEntries(
            Map.entry("enable.auto.commit", "only what is settled is committed"),
            Map.entry("auto.offset.reset", "where to begin is decided per partition; see engine.on-gap"),
            Map.entry("key.deserializer", "keys are read as bytes"),
            Map.entry("value.deserializer", "values are read as bytes"),
            Map.entry("key.serializer", "dead letters keep their bytes"),
            Map.entry("value.serializer", "dead letters keep their bytes"),
            Map.entry("acks", "a dead letter counts once all replicas have it"),
            Map.entry("enable.idempotence", "a dead letter is written once"),
            Map.entry("transactional.id", "dead letters are written without transactions"),
            Map.entry("max.block.ms", "the poll loop may not wait for the producer"),
            Map.entry("allow.auto.create.topics", "a topic that was deleted must not come back empty"));

    private final ConfigReader reader;
    private final KafkaConfig config;

    private KafkaProperties(ConfigReader reader, KafkaConfig config) {
        this.reader = reader;
        this.config = config;
    }

    /** What is wrong is told by the reader's {@code finish()}. */
    public static void check(ConfigReader reader, KafkaConfig config) {
        new KafkaProperties(reader, config).ours();
    }

    private void ours() {
        OURS.forEach((name, why) -> {
            if (config.properties().containsKey(name)) {
                reader.problem(
                        ProblemCode.CONFIG_VALUE_INVALID,
                        "kafka." + name,
                        "the connector sets this property itself: " + why,
                        "remove it");
            }
        });
    }
}
