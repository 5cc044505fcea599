package dev.millrace.core;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.config.EngineConfig;
import dev.millrace.core.config.KafkaConfig;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.config.Spelling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;

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

    private static final List<ConfigDef> CLIENTS =
            List.of(ConsumerConfig.configDef(), ProducerConfig.configDef(), AdminClientConfig.configDef());
    /** What the group's coordinator decides under the protocol {@code consumer}. */
    private static final Set<String> CLASSIC_ONLY =
            Set.of("session.timeout.ms", "heartbeat.interval.ms", "partition.assignment.strategy");

    private static final String ISOLATION = ConsumerConfig.ISOLATION_LEVEL_CONFIG;
    private static final String POLL_INTERVAL = ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG;
    private static final Duration DEFAULT_POLL_INTERVAL = Duration.ofMinutes(5);
    private static final String POLL_RECORDS = ConsumerConfig.MAX_POLL_RECORDS_CONFIG;

    private final ConfigReader reader;
    private final KafkaConfig config;
    private final Map<String, String> given;
    private final Set<String> wrong = new TreeSet<>();

    private KafkaProperties(ConfigReader reader, KafkaConfig config) {
        this.reader = reader;
        this.config = config;
        this.given = new TreeMap<>(config.properties());
    }

    /** What is wrong is told by the reader's {@code finish()}. */
    public static void check(ConfigReader reader, ConnectorConfig config) {
        KafkaProperties properties = new KafkaProperties(reader, config.kafka());
        properties.names();
        properties.values();
        properties.protocol();
        properties.bounds(config.engine());
        properties.files();
        if (reader.isSound("kafka")) {
            properties.together();
        }
    }

    private void names() {
        Set<String> known = new TreeSet<>();
        CLIENTS.forEach(client -> known.addAll(client.names()));
        for (String name : given.keySet()) {
            if (OURS.containsKey(name)) {
                invalid(name, "the connector sets this property itself: " + OURS.get(name), "remove it");
            } else if (!known.contains(name)) {
                // Others pass: plug-ins of the clients have properties of their own.
                Spelling.closest(name, known).ifPresent(meant -> {
                    wrong.add(name);
                    reader.problem(
                            ProblemCode.CONFIG_KEY_UNKNOWN,
                            "kafka." + name,
                            "Kafka's clients have no such property",
                            "did you mean kafka." + meant + "? Else remove it");
                });
            }
        }
    }

    /** What a provider of Kafka's fills in is not there yet. */
    private void values() {
        Map<String, String> literal = new TreeMap<>(given);
        literal.values().removeIf(value -> value.contains("${"));
        for (ConfigDef client : CLIENTS) {
            for (ConfigValue value : client.validate(literal)) {
                if (literal.containsKey(value.name())
                        && !value.errorMessages().isEmpty()
                        && !wrong.contains(value.name())) {
                    invalid(
                            value.name(),
                            value.errorMessages().get(0).replaceAll("\\s*\\R\\s*", " "),
                            "give a value that Kafka's clients know, or remove it for the default");
                }
            }
        }
        if (!wrong.contains(ISOLATION) && !given.getOrDefault(ISOLATION, "").equals("read_committed")) {
            invalid(
                    ISOLATION,
                    "changes of aborted transactions would be applied, which never happened at the source",
                    "remove it: the default is read_committed");
        }
    }

    private void protocol() {
        if (!given.getOrDefault(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic").equalsIgnoreCase("consumer")) {
            return;
        }
        for (String name : CLASSIC_ONLY) {
            if (given.containsKey(name)) {
                invalid(
                        name,
                        "with group.protocol: consumer the broker decides this",
                        "remove it and set it on the broker (group.consumer.*), or remove group.protocol");
            }
        }
    }

    private void bounds(EngineConfig engine) {
        if (given.containsKey(POLL_INTERVAL) && !wrong.contains(POLL_INTERVAL)) {
            Duration least = engine.revokeBudget().multipliedBy(2);
            if (pollInterval().compareTo(least) < 0) {
                invalid(
                        POLL_INTERVAL,
                        given.get(POLL_INTERVAL) + " is less than twice engine.revoke-budget: the group would throw the"
                                + " connector out while it gives partitions back",
                        "give " + least.toMillis() + " and more");
            }
        } else if (engine.revokeBudget().multipliedBy(2).compareTo(DEFAULT_POLL_INTERVAL) > 0) {
            reader.problem(
                    ProblemCode.CONFIG_VALUE_INVALID,
                    "engine.revoke-budget",
                    "it is more than half of Kafka's max.poll.interval.ms, " + DEFAULT_POLL_INTERVAL.toMillis(),
                    "shorten it, or raise kafka.max.poll.interval.ms");
        }
        if (!wrong.contains(POLL_RECORDS)
                && given.containsKey(POLL_RECORDS)
                && isNumber(given.get(POLL_RECORDS))
                && Long.parseLong(given.get(POLL_RECORDS).trim()) > engine.inFlightRecords()) {
            invalid(
                    POLL_RECORDS,
                    given.get(POLL_RECORDS) + " is more than engine.in-flight-records, " + engine.inFlightRecords(),
                    "lower it, or raise engine.in-flight-records");
        }
    }

    private Duration pollInterval() {
        String value = given.getOrDefault(POLL_INTERVAL, "");
        return isNumber(value) ? Duration.ofMillis(Long.parseLong(value.trim())) : DEFAULT_POLL_INTERVAL;
    }

    private static boolean isNumber(String text) {
        return text.trim().matches("\\d{1,18}");
    }

    /** Kafka's clients would log a missing file with a stack trace. */
    private void files() {
        given.forEach((name, file) -> {
            if (name.startsWith("ssl.")
                    && name.endsWith(".location")
                    && !file.contains("${")
                    && !Files.isReadable(Path.of(file))) {
                invalid(name, "the file " + file + " cannot be read", "mount it there, or name its path");
            }
        });
    }

    /** What the clients check when they are made, as far as it needs no network. */
    private void together() {
        OfflineLogin.problem(new KafkaClients(config).consumerProperties(), given)
                .ifPresent(this::add);
    }

    private void add(Problem problem) {
        reader.problem(problem.code(), problem.path(), problem.what(), problem.fix());
    }

    private void invalid(String name, String what, String fix) {
        if (wrong.add(name)) {
            reader.problem(ProblemCode.CONFIG_VALUE_INVALID, "kafka." + name, what, fix);
        }
    }
}
