package dev.millrace.core;

import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.KafkaConfig;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.config.UnreachableException;
import dev.millrace.core.failure.KafkaDeadLetters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics that a connector reads, and the ones that take their dead letters. */
final class SourceTopics {
    private static final Duration ANSWER = Duration.ofSeconds(15);
    private static final long LEAST_LETTER_BYTES = 16 << 20;
    private static final int LONGEST_TOPIC_NAME = 249;
    private static final Pattern TOPIC_NAME = Pattern.compile("[A-Za-z0-9._-]+");

    private final KafkaConfig config;
    private final KafkaClients clients;
    private final BrokerFailures failures;

    SourceTopics(KafkaConfig config, KafkaClients clients) {
        this.config = config;
        this.clients = clients;
        this.failures = new BrokerFailures(config, ANSWER);
    }

    /** Sees to it that the topics are there; as {@link #prepare()}, but changes nothing. */
    void requirePresent() {
        ask((admin, present) -> {});
    }

    /**
     * Sees to it that the topics are there and have topics for their dead letters, which may be as large as their own records.
     *
     * @throws UnreachableException when no broker answers
     * @throws ConfigurationException when a topic is missing or the broker refuses the connector
     */
    void prepare() {
        ask(this::createDeadLetterTopics);
    }

    private interface Question {
        void ask(Admin admin, Set<String> present) throws InterruptedException, ExecutionException, TimeoutException;
    }

    private void ask(Question question) {
        try (Admin admin = clients.admin(ANSWER)) {
            Set<String> present = admin.listTopics().names().get(ANSWER.toSeconds(), TimeUnit.SECONDS);
            requireTopics(present);
            question.ask(admin, present);
        } catch (ExecutionException failure) {
            throw failures.explained(failure.getCause());
        } catch (TimeoutException | KafkaException failure) {
            throw failures.explained(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the topics were looked at", interrupted);
        }
    }

    private void requireTopics(Set<String> present) {
        List<Problem> missing = new ArrayList<>();
        for (String topic : config.topics()) {
            if (!present.contains(topic)) {
                missing.add(new Problem(
                        ProblemCode.TOPIC_MISSING,
                        "topics",
                        "there is no topic " + topic + " on " + config.bootstrapServers(),
                        "create it, or mend the name"));
            }
        }
        for (String topic : config.topics()) {
            String letters = KafkaDeadLetters.topicFor(topic, config.group());
            if (letters.length() > LONGEST_TOPIC_NAME
                    || !TOPIC_NAME.matcher(letters).matches()) {
                missing.add(new Problem(
                        ProblemCode.CONFIG_VALUE_INVALID,
                        "kafka.group.id",
                        letters + " is no name for a dead letter topic",
                        "take a group of letters, digits, dots, hyphens and underscores, short enough for "
                                + LONGEST_TOPIC_NAME + " in all"));
            }
        }
        if (!missing.isEmpty()) {
            throw new ConfigurationException(missing);
        }
    }

    private void createDeadLetterTopics(Admin admin, Set<String> present)
            throws InterruptedException, ExecutionException, TimeoutException {
        for (String topic : config.topics()) {
            String letters = KafkaDeadLetters.topicFor(topic, config.group());
            if (present.contains(letters)) {
                continue;
            }
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            Map<ConfigResource, Config> described =
                    admin.describeConfigs(List.of(resource)).all().get(ANSWER.toSeconds(), TimeUnit.SECONDS);
            Config source = Objects.requireNonNull(described.get(resource));
            long largest = Long.parseLong(
                    source.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value());
            NewTopic topicForLetters = new NewTopic(letters, Optional.empty(), Optional.empty())
                    .configs(Map.of(
                            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                            Long.toString(Math.min(Integer.MAX_VALUE, Math.max(2 * largest, LEAST_LETTER_BYTES))),
                            TopicConfig.RETENTION_MS_CONFIG,
                            "-1"));
            try {
                admin.createTopics(List.of(topicForLetters)).all().get(ANSWER.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException failure) {
                if (!(failure.getCause() instanceof TopicExistsException)) {
                    throw failure;
                }
            }
        }
    }
}
