package dev.millrace.core;

import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.config.KafkaConfig;
import dev.millrace.core.config.KeepTime;
import dev.millrace.core.config.Problem;
import dev.millrace.core.topics.NeededTopic.Role;
import dev.millrace.core.topics.TopicReport;
import dev.millrace.core.topics.TopicSurvey;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics that a connector reads, and the ones that take their dead letters: are they there and fit for it? */
public final class SourceTopics {
    private static final Logger LOG = LoggerFactory.getLogger(SourceTopics.class);
    private static final Duration ANSWER = Duration.ofSeconds(15);

    private final TopicSurvey survey;
    private final KeepTime replayHorizon;

    public SourceTopics(ConnectorConfig config) {
        this(config, config.kafka());
    }

    private SourceTopics(ConnectorConfig config, KafkaConfig kafka) {
        KafkaClients clients = new KafkaClients(kafka);
        this.survey = new TopicSurvey(
                kafka, config.topics(), () -> clients.admin(ANSWER), new BrokerFailures(kafka, ANSWER)::explained);
        this.replayHorizon = config.topics().replayHorizon();
    }

    /** One of the topics alone, for a user who may not see the others. */
    static SourceTopics only(String topic, ConnectorConfig config) {
        KafkaConfig kafka = config.kafka();
        return new SourceTopics(
                config, new KafkaConfig(kafka.bootstrapServers(), kafka.group(), List.of(topic), kafka.properties()));
    }

    /** Sees to it that a connector could start; as {@link #prepare()}, but changes nothing. */
    void requireReady() {
        accept(survey.look());
    }

    /**
     * Sees to it that the topics are there and fit, and creates missing ones for their dead letters. Logs what is risky.
     *
     * @throws dev.millrace.core.config.UnreachableException when no broker answers
     * @throws ConfigurationException with all that keeps the connector from starting; of topics that exist, before any is created
     */
    void prepare() {
        TopicReport report = survey.look();
        refuse(report.errors());
        accept(report.isReady() ? report : survey.createMissing(Set.of(Role.DEAD_LETTERS)));
    }

    /**
     * All topics as they are.
     *
     * @throws dev.millrace.core.config.UnreachableException when no broker answers
     * @throws ConfigurationException when the broker refuses the user altogether
     */
    public TopicReport list() {
        return survey.look();
    }

    /**
     * Creates every missing topic, those to read included, and gives all of them as they are then.
     *
     * @throws dev.millrace.core.config.UnreachableException when no broker answers
     * @throws ConfigurationException when the broker refuses the user altogether
     */
    public TopicReport createMissing() {
        return survey.createMissing(EnumSet.allOf(Role.class));
    }

    private void accept(TopicReport report) {
        refuse(report.errors());
        report.warnings().forEach(warning -> LOG.warn("{}", warning));
        if (!replayHorizon.isForever()) {
            LOG.info(
                    "replay-horizon is {}: no topic may keep records longer. Whether the target forgets deleted rows then is on"
                            + " its page in docs",
                    replayHorizon);
        }
    }

    private static void refuse(List<Problem> errors) {
        if (!errors.isEmpty()) {
            throw new ConfigurationException(errors);
        }
    }
}
