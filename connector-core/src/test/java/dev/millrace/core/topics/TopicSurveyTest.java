package dev.millrace.core.topics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.config.KafkaConfig;
import dev.millrace.core.config.KeepTime;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.TopicsConfig;
import dev.millrace.core.config.TopicsConfig.Defaults;
import dev.millrace.core.topics.NeededTopic.Role;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which topics a connector takes, and what becomes of those that are missing. */
class TopicSurveyTest {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final String TOPIC = "bank.account";
    private static final String LETTERS = "bank.account.bank.dlq";
    private static final KafkaConfig KAFKA = new KafkaConfig("broker:9092", "bank", List.of(TOPIC), Map.of());
    private static final Defaults NOTHING =
            new Defaults(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), Optional.empty());
    private static final Defaults FOREVER =
            new Defaults(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), Optional.of(KeepTime.FOREVER));
    private static final TopicsConfig USUAL = new TopicsConfig(NOTHING, FOREVER, KeepTime.FOREVER);
    private static final Map<String, String> SOUND = Map.of(
            "cleanup.policy", "delete",
            "retention.ms", Long.toString(7 * DAY),
            "segment.ms", Long.toString(DAY),
            "retention.bytes", "-1",
            "max.message.bytes", "1048588",
            "min.insync.replicas", "2",
            "message.timestamp.type", "LogAppendTime");
    private static final Map<String, String> SOUND_LETTERS =
            with(Map.of("retention.ms", "-1", "max.message.bytes", "16777216"));

    private final FakeCluster cluster =
            new FakeCluster(3).topic(TOPIC, 4, 3, SOUND).topic(LETTERS, 4, 3, SOUND_LETTERS);

    @Test
    void soundTopicsAreReadyWithoutAWord() {
        TopicReport report = look(USUAL);
        assertTrue(report.isReady());
        assertEquals(List.of(), codes(report));
    }

    @ParameterizedTest
    @ValueSource(strings = {"compact", "compact,delete", "delete, compact"})
    void aCompactedTopicIsRefused(String policy) {
        cluster.topic(TOPIC, 4, 3, with(Map.of("cleanup.policy", policy)));
        TopicReport report = look(USUAL);
        assertFalse(report.isReady());
        assertEquals(List.of("TOPIC_COMPACTED"), errors(report));
        assertTrue(report.errors().get(0).fix().startsWith("kafka-configs.sh"), report::toString);
    }

    @Test
    void aCompactedTopicForLettersIsRefusedTogetherWithAMissingTopic() {
        FakeCluster other = new FakeCluster(3).topic(LETTERS, 4, 3, with(Map.of("cleanup.policy", "compact")));
        assertEquals(
                List.of("TOPIC_MISSING", "TOPIC_COMPACTED"),
                errors(survey(other, USUAL).look()));
    }

    /** The retention counts from the end of a segment: 7 d and a segment of 1 d make 8 d. */
    @ParameterizedTest
    @CsvSource({"7", "8"})
    void aTopicThatGivesRecordsAgainAfterTheirTombstonesIsRefused(int days) {
        TopicReport report = look(new TopicsConfig(NOTHING, NOTHING, KeepTime.of(Duration.ofDays(days))));
        assertEquals("TOPIC_KEPT_TOO_LONG", errors(report).get(0));
        assertTrue(report.errors().get(0).what().startsWith(TOPIC + " can give a record again for 8d"));
        assertTrue(report.errors().get(0).fix().startsWith("raise replay-horizon above 8d"));
    }

    /** A letter can be written on the last day of its record, and be replayed on its own last day. */
    @ParameterizedTest
    @CsvSource({"12, TOPIC_KEPT_TOO_LONG", "13, TOPIC_KEPT_TOO_LONG", "14, ''"})
    void lettersLiveOnFromTheEndOfTheirRecords(int days, String code) {
        cluster.topic(LETTERS, 4, 3, lettersFor(4 * DAY, DAY));
        List<String> expected = code.isEmpty() ? List.of() : List.of(code);
        assertEquals(expected, errors(look(new TopicsConfig(NOTHING, NOTHING, KeepTime.of(Duration.ofDays(days))))));
    }

    @ParameterizedTest
    @CsvSource({"delete, -1", "'', 1000"})
    void aTopicThatKeepsRecordsForEverIsOnlyForTombstonesThatAreKeptForEver(String policy, String retention) {
        cluster.topic(TOPIC, 4, 3, with(Map.of("cleanup.policy", policy, "retention.ms", retention)))
                .topic(LETTERS, 4, 3, SOUND_LETTERS);
        assertEquals(List.of(), errors(look(USUAL)));
        assertEquals(
                List.of("TOPIC_KEPT_TOO_LONG", "TOPIC_KEPT_TOO_LONG"),
                errors(look(new TopicsConfig(NOTHING, FOREVER, KeepTime.of(Duration.ofDays(10_000))))));
    }

    @ParameterizedTest
    @CsvSource({
        "retention.bytes, 1000000, TOPIC_CUT_BY_SIZE",
        "min.insync.replicas, 1, TOPIC_NOT_DURABLE",
        "message.timestamp.type, CreateTime, TOPIC_TIME_UNBOUNDED",
    })
    void whatIsRiskyIsAWarning(String setting, String value, String code) {
        cluster.topic(TOPIC, 4, 3, with(Map.of(setting, value)));
        TopicReport report = look(USUAL);
        assertTrue(report.isReady());
        assertEquals(List.of(code), codes(report));
        assertTrue(report.warnings().get(0).fix().contains("--entity-name " + TOPIC), report::toString);
    }

    @Test
    void aProducersTimeThatTheBrokerBoundsIsNoRisk() {
        cluster.topic(
                TOPIC,
                4,
                3,
                with(Map.of(
                        "message.timestamp.type", "CreateTime", "message.timestamp.after.max.ms", Long.toString(DAY))));
        assertEquals(List.of(), codes(look(USUAL)));
    }

    @Test
    void oneReplicaIsARiskOnlyWhereThereCouldBeMore() {
        cluster.topic(TOPIC, 4, 1, SOUND);
        assertEquals(List.of("TOPIC_NOT_DURABLE"), codes(look(USUAL)));
        FakeCluster small = new FakeCluster(2)
                .topic(TOPIC, 4, 1, with(Map.of("min.insync.replicas", "1")))
                .topic(LETTERS, 4, 1, SOUND_LETTERS);
        assertEquals(List.of(), codes(survey(small, USUAL).look()));
    }

    @Test
    void lettersThatAreTooSmallForTheirRecordsOrExpireAreWarnedOf() {
        cluster.topic(LETTERS, 4, 3, SOUND);
        assertEquals(List.of("DEAD_LETTERS_TOO_SMALL", "TOPIC_DIFFERS"), codes(look(USUAL)));
    }

    @Test
    void whatFallsShortOfTheConfigurationIsAWarning() {
        Defaults more = new Defaults(
                OptionalInt.of(8), OptionalInt.of(4), OptionalInt.of(3), Optional.of(KeepTime.of(Duration.ofDays(8))));
        TopicReport report = look(new TopicsConfig(more, FOREVER, KeepTime.FOREVER));
        assertTrue(report.isReady());
        assertEquals(List.of("TOPIC_DIFFERS", "TOPIC_DIFFERS", "TOPIC_DIFFERS", "TOPIC_DIFFERS"), codes(report));
        Defaults less = new Defaults(
                OptionalInt.of(2), OptionalInt.of(2), OptionalInt.of(1), Optional.of(KeepTime.of(Duration.ofDays(6))));
        assertEquals(List.of(), codes(look(new TopicsConfig(less, FOREVER, KeepTime.FOREVER))));
    }

    /** A connector without DescribeConfigs, and brokers that do not answer such questions, as serverless ones. */
    @Test
    void settingsThatMayNotBeReadAreAWarningThatNamesTheRight() {
        cluster.refuseToDescribeSettings(TOPIC, new TopicAuthorizationException(TOPIC))
                .refuseToDescribeSettings(LETTERS, new InvalidRequestException("unsupported"));
        TopicReport report = look(new TopicsConfig(NOTHING, NOTHING, KeepTime.of(Duration.ofDays(1))));
        assertTrue(report.isReady());
        assertEquals(List.of("TOPIC_NOT_CHECKED", "TOPIC_NOT_CHECKED"), codes(report));
        assertTrue(report.warnings().get(0).fix().contains("DescribeConfigs"), report::toString);
        assertTrue(report.warnings().get(0).what().contains("compaction"), report::toString);
    }

    @Test
    void aTopicThatMayNotBeDescribedIsRefusedAndNotTakenForMissing() {
        cluster.refuseToDescribe(TOPIC);
        TopicReport report = create(USUAL, EnumSet.allOf(Role.class));
        assertFalse(report.isReady());
        assertEquals(List.of("BROKER_REFUSED"), codes(report));
    }

    @Test
    void missingTopicsAreCreatedAsConfiguredAndASecondTimeNothingHappens() {
        FakeCluster empty = new FakeCluster(3);
        TopicsConfig config = new TopicsConfig(
                new Defaults(
                        OptionalInt.of(6),
                        OptionalInt.of(3),
                        OptionalInt.of(2),
                        Optional.of(KeepTime.of(Duration.ofDays(7)))),
                new Defaults(OptionalInt.of(2), OptionalInt.of(3), OptionalInt.of(2), Optional.of(KeepTime.FOREVER)),
                KeepTime.FOREVER);
        TopicReport report = survey(empty, config).createMissing(EnumSet.allOf(Role.class));
        assertTrue(report.isReady(), report::toString);
        assertEquals(6, empty.topic(TOPIC).numPartitions());
        assertEquals(3, empty.topic(TOPIC).replicationFactor());
        assertEquals(
                Map.of(
                        "cleanup.policy", "delete",
                        "min.insync.replicas", "2",
                        "retention.ms", Long.toString(7 * DAY),
                        "message.timestamp.type", "LogAppendTime"),
                empty.topic(TOPIC).configs());
        assertEquals(2, empty.topic(LETTERS).numPartitions());
        assertEquals(
                Map.of(
                        "cleanup.policy", "delete",
                        "min.insync.replicas", "2",
                        "retention.ms", "-1",
                        "max.message.bytes", Integer.toString(16 << 20)),
                empty.topic(LETTERS).configs());
        assertEquals(
                List.of(TopicLine.Origin.CREATED, TopicLine.Origin.CREATED),
                report.lines().stream().map(TopicLine::origin).toList());

        empty.refuseToCreate(TOPIC, new PolicyViolationException("asked again"));
        TopicReport again = survey(empty, config).createMissing(EnumSet.allOf(Role.class));
        assertTrue(again.isReady(), again::toString);
        assertEquals(
                List.of(TopicLine.Origin.FOUND, TopicLine.Origin.FOUND),
                again.lines().stream().map(TopicLine::origin).toList());
    }

    /** As a script does that creates topics and looks whether they are there. */
    @Test
    void whatIsCreatedIsFoundByWhoeverLooksNext() {
        FakeCluster slow = new FakeCluster(3).seeNewTopicsAfter(2);
        assertTrue(survey(slow, USUAL).createMissing(EnumSet.allOf(Role.class)).isReady());
        assertEquals(List.of(), errors(survey(slow, USUAL).look()));
    }

    /** Else the retention of an old record's letter is over before anybody has seen it. */
    @Test
    void lettersThatExpireCountFromTheirOwnTime() {
        FakeCluster other = new FakeCluster(1).topic(TOPIC, 1, 1, with(Map.of("max.message.bytes", "20000000")));
        Defaults month = new Defaults(
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.of(KeepTime.of(Duration.ofDays(30))));
        survey(other, new TopicsConfig(NOTHING, month, KeepTime.FOREVER)).createMissing(EnumSet.of(Role.DEAD_LETTERS));
        assertEquals("LogAppendTime", other.topic(LETTERS).configs().get("message.timestamp.type"));
        assertEquals("40000000", other.topic(LETTERS).configs().get("max.message.bytes"));
    }

    @Test
    void aStartCreatesNoTopicToRead() {
        FakeCluster empty = new FakeCluster(1);
        TopicReport report = survey(empty, USUAL).createMissing(EnumSet.of(Role.DEAD_LETTERS));
        assertEquals(List.of(LETTERS), empty.topics());
        assertEquals(List.of("TOPIC_MISSING"), errors(report));
    }

    @Test
    void aTopicThatSomebodyElseCreatesMeanwhileIsAsGood() {
        cluster.unseenTopic(LETTERS);
        TopicReport report = create(USUAL, EnumSet.of(Role.DEAD_LETTERS));
        assertTrue(report.isReady(), report::toString);
        assertEquals(List.of(), errors(report));
    }

    @Test
    void aCreationThatIsRefusedIsSaidAndTheOthersAreMade() {
        FakeCluster empty = new FakeCluster(3).refuseToCreate(TOPIC, new PolicyViolationException("too many"));
        TopicReport report = survey(empty, USUAL).createMissing(EnumSet.allOf(Role.class));
        assertFalse(report.isReady());
        assertEquals(List.of("BROKER_REFUSED"), errors(report));
        assertTrue(report.errors().get(0).what().contains("PolicyViolationException"), report::toString);
        assertEquals(List.of(LETTERS), empty.topics());
    }

    @Test
    void whoMayCreateButNotReadSettingsIsNotToldThatTheTopicIsMissing() {
        FakeCluster empty = new FakeCluster(3)
                .refuseToDescribeSettings(TOPIC, new TopicAuthorizationException(TOPIC))
                .refuseToDescribeSettings(LETTERS, new TopicAuthorizationException(LETTERS));
        TopicReport report = survey(empty, USUAL).createMissing(EnumSet.allOf(Role.class));
        assertTrue(report.isReady(), report::toString);
        assertEquals(List.of("TOPIC_NOT_CHECKED", "TOPIC_NOT_CHECKED"), codes(report));
    }

    @Test
    void namesThatKafkaRefusesAreAProblemOfTheConfiguration() {
        KafkaConfig odd = new KafkaConfig("broker:9092", "a group", List.of("bank", "b ank"), Map.of());
        TopicReport report = new TopicSurvey(
                        odd, USUAL, new FakeCluster(1).topic("bank", 1, 1, SOUND)::admin, IllegalStateException::new)
                .look();
        assertEquals(
                List.of("kafka.group.id", "topics", "kafka.group.id"),
                report.errors().stream().map(Problem::path).toList());
    }

    private TopicReport look(TopicsConfig config) {
        return survey(cluster, config).look();
    }

    private TopicReport create(TopicsConfig config, EnumSet<Role> roles) {
        return survey(cluster, config).createMissing(roles);
    }

    private static TopicSurvey survey(FakeCluster cluster, TopicsConfig config) {
        return new TopicSurvey(KAFKA, config, cluster::admin, IllegalStateException::new);
    }

    private static Map<String, String> lettersFor(long retention, long segment) {
        return with(Map.of(
                "retention.ms",
                Long.toString(retention),
                "segment.ms",
                Long.toString(segment),
                "max.message.bytes",
                "16777216"));
    }

    private static Map<String, String> with(Map<String, String> changed) {
        Map<String, String> settings = new HashMap<>(SOUND);
        settings.putAll(changed);
        return Map.copyOf(settings);
    }

    private static List<String> errors(TopicReport report) {
        return report.errors().stream().map(problem -> problem.code().name()).toList();
    }

    private static List<String> codes(TopicReport report) {
        return report.lines().stream()
                .flatMap(line -> line.findings().stream())
                .map(finding -> finding.problem().code().name())
                .toList();
    }
}
