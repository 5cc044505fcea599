package dev.millrace.core.engine;

import static dev.millrace.core.engine.Samples.P0;
import static dev.millrace.core.engine.Samples.P1;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.failure.RetryPolicy;
import dev.millrace.core.observe.ConnectorMetrics;
import dev.millrace.core.observe.Health;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.ProgressKey;
import dev.millrace.core.target.RowWrite;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where partitions go on when Kafka and the target do not agree about how far they are. */
class RewindTest {
    private static final ProgressKey KEY = Samples.progressKey(P0);
    /** Of a topic of the same name that was deleted. */
    private static final ProgressKey FORMER =
            new ProgressKey(KEY.group(), KEY.cluster(), KEY.topic(), "the-former-topic", KEY.partition());

    private final FakeKafka kafka = new FakeKafka(P0, P1);
    private final ScriptedTarget target = new ScriptedTarget();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ConnectorMetrics metrics = new ConnectorMetrics(meters, Clock.systemUTC(), "test");
    private final Map<String, String> topicIds = new ConcurrentHashMap<>(Map.of("bank", Samples.TOPIC_ID));
    private final AtomicReference<Throwable> outcome = new AtomicReference<>();
    private volatile Engine engine = engine(EngineSettings.OnGap.STOP);
    private final Thread thread = new Thread(this::run, "engine-under-test");

    private Engine engine(EngineSettings.OnGap onGap) {
        EngineSettings settings = new EngineSettings(
                2,
                100,
                1,
                10_000,
                10_000_000,
                Duration.ZERO,
                Duration.ofMillis(500),
                Duration.ofSeconds(2),
                Duration.ofMinutes(5),
                new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(4)),
                1_000,
                onGap);
        return new Engine(
                kafka,
                List.of("bank"),
                new LineFormat(),
                target,
                new Origin("bank-group", "cluster", () -> topicIds),
                new RecordedDeadLetters(),
                settings,
                metrics,
                new Health(metrics, Clock.systemUTC(), Duration.ofSeconds(20)),
                System::nanoTime,
                new SplittableRandom(1));
    }

    private void run() {
        try {
            engine.run();
        } catch (Throwable failure) {
            outcome.set(failure);
        }
    }

    private void start(EngineSettings.OnGap onGap, TopicPartition... partitions) {
        engine = engine(onGap);
        kafka.assignOnPoll(partitions);
        thread.start();
    }

    private void start(TopicPartition... partitions) {
        start(EngineSettings.OnGap.STOP, partitions);
    }

    @AfterEach
    void end() throws InterruptedException {
        target.progress.mend();
        engine.stop();
        thread.join();
        assertEquals(null, outcome.get());
    }

    private void append(int records) {
        for (int i = 0; i < records; i++) {
            kafka.append(P0, "k", "U row-" + i + " 1");
        }
    }

    private Set<String> written() {
        return Set.copyOf(target.calls.stream()
                .flatMap(List::stream)
                .map(RowWrite::key)
                .map(Object::toString)
                .toList());
    }

    private Set<String> rows(int from, int to) {
        return Set.copyOf(IntStream.range(from, to)
                .mapToObj(i -> Samples.key("row-" + i).toString())
                .toList());
    }

    private void awaitPolls(int more) {
        int seen = kafka.polls.get();
        await().until(() -> kafka.polls.get() >= seen + more);
    }

    private double rewinds() {
        return meters.counter("cdc.rewinds").count();
    }

    @Test
    void aTargetThatIsBehindItsCommitIsWrittenFromItsOwnProgress() {
        append(10);
        kafka.commit(P0, 8);
        target.progress.hold(KEY, 3);
        start(P0);
        await().until(() -> kafka.committed(P0) == 10);
        assertEquals(rows(3, 10), written());
        assertEquals(1, rewinds());
    }

    @Test
    void aTargetWithoutProgressIsWrittenFromTheBeginning() {
        append(10);
        kafka.commit(P0, 8);
        start(P0);
        await().until(() -> kafka.committed(P0) == 10);
        assertEquals(rows(0, 10), written());
        assertEquals(1, rewinds());
    }

    @Test
    void aTargetThatIsAheadOfItsCommitIsWrittenFromTheCommit() {
        append(10);
        kafka.commit(P0, 3);
        target.progress.hold(KEY, 8);
        start(P0);
        await().until(() -> kafka.committed(P0) == 10);
        assertEquals(rows(3, 10), written());
        assertEquals(0, rewinds());
    }

    @Test
    void aTargetWithoutProgressWhoseLogDoesNotBeginAtZeroHasAGap() {
        append(10);
        kafka.updateBeginningOffsets(Map.of(P0, 2L));
        kafka.commit(P0, 8);
        start(P0);
        await().until(() -> meters.counter("cdc.gaps").count() == 1);
        awaitPolls(5);
        assertEquals(Set.of(), written());
    }

    @Test
    void aGroupWhoseCommitsAreGoneAndWhoseLogBeginsBehindItsTargetHasAGap() {
        append(10);
        kafka.updateBeginningOffsets(Map.of(P0, 5L));
        target.progress.hold(KEY, 3);
        start(P0);
        await().until(() -> meters.counter("cdc.gaps").count() == 1);
        awaitPolls(5);
        assertEquals(Set.of(), written());
        assertEquals(Set.of(P0), kafka.paused());
    }

    @Test
    void suchAGapIsPassedWhereThatIsWanted() {
        append(10);
        kafka.updateBeginningOffsets(Map.of(P0, 5L));
        target.progress.hold(KEY, 3);
        start(EngineSettings.OnGap.CONTINUE, P0);
        await().until(() -> kafka.committed(P0) == 10);
        assertEquals(rows(5, 10), written());
        assertEquals(1, meters.counter("cdc.gaps").count());
    }

    @Test
    void aGroupWhoseCommitsAreGoneBeginsWithItsLogWhereTheTargetHasWhatIsMissingThere() {
        append(10);
        kafka.updateBeginningOffsets(Map.of(P0, 5L));
        target.progress.hold(KEY, 5);
        start(P0);
        await().until(() -> kafka.committed(P0) == 10);
        assertEquals(rows(5, 10), written());
        assertEquals(0, meters.counter("cdc.gaps").count());
    }

    @Test
    void nothingIsFetchedBeforeTheTargetHasSaidHowFarItIs() {
        append(3);
        target.progress.fail(FailureKind.FATAL);
        start(P0);
        await().until(() -> kafka.rebalances.get() == 1);
        awaitPolls(10);
        assertEquals(Set.of(P0), kafka.paused());
        assertEquals(Set.of(), written());
        target.progress.mend();
        await().until(() -> kafka.committed(P0) == 3);
    }

    @Test
    void whatIsCommittedWasHeldByTheTargetBefore() {
        append(3);
        start(P0);
        await().until(() -> kafka.committed(P0) == 3);
        assertEquals(OptionalLong.of(3), target.progress.held(KEY));
        assertEquals("millrace/1 " + Samples.TOPIC_ID, kafka.metadata(P0));
    }

    @Test
    void nothingIsCommittedThatTheTargetDoesNotTakeAsProgress() throws InterruptedException {
        append(3);
        target.script((batch, answers) -> {
            target.progress.fail(FailureKind.TRANSIENT);
            target.store(batch, answers);
        });
        start(P0);
        await().until(() -> target.held.size() == 3);
        awaitPolls(10);
        assertEquals(-1, kafka.committed(P0));
        engine.stop();
        thread.join();
        assertEquals(-1, kafka.committed(P0));
    }

    @Test
    void aTargetThatIsSetBackWhileItIsWrittenIsWrittenAgain() {
        append(10);
        start(P0);
        await().until(() -> kafka.committed(P0) == 10);
        target.held.keySet().removeIf(key -> !key.equals(Samples.key("row-0")));
        target.progress.restore(Map.of(KEY, 1L));
        kafka.onPoll(() -> kafka.append(P0, "k", "U row-10 1"));
        await().until(() -> target.held.size() == 11 && kafka.committed(P0) == 11);
        assertEquals(1, rewinds());
    }

    @Test
    void aTargetThatIsReplacedWhileItIsWrittenIsWrittenFromTheBeginning() {
        append(10);
        start(P0);
        await().until(() -> kafka.committed(P0) == 10);
        target.held.clear();
        target.progress.restore(Map.of());
        kafka.onPoll(() -> kafka.append(P0, "k", "U row-10 1"));
        await().until(() -> target.held.size() == 11 && kafka.committed(P0) == 11);
    }

    @Test
    void whatWasWrittenToAServerThatIsGoneIsWrittenAgainThoughItsProgressLooksTheSame() {
        append(10);
        start(P0);
        await().until(() -> kafka.committed(P0) == 10);
        target.script((batch, answers) -> {
            // The old server acknowledges, its late replica takes over without that write.
            target.storeAll();
            for (int i = 0; i < batch.size(); i++) {
                target.progress.endSessions();
                answers.answer(i, Outcome.APPLIED);
            }
        });
        kafka.onPoll(() -> kafka.append(P0, "k", "U row-10 1"));
        await().until(() -> kafka.committed(P0) == 11);
        assertTrue(target.held.containsKey(Samples.key("row-10")));
        // A target that was away is no target that was set back.
        assertEquals(0, rewinds());
    }

    @Test
    void aTargetThatIsSetBackWhileNothingComesIsFoundAllTheSame() {
        append(10);
        start(P0);
        await().until(() -> kafka.committed(P0) == 10);
        target.held.clear();
        target.progress.restore(Map.of(KEY, 0L));
        await().atMost(Duration.ofSeconds(20)).until(() -> target.held.size() == 10);
    }

    @Test
    void anAnswerAboutProgressThatComesAfterThePartitionCameBackIsNotItsOwn() throws InterruptedException {
        append(10);
        CountDownLatch asked = new CountDownLatch(1);
        Semaphore release = new Semaphore(0);
        target.progress.beforeNextAnswer(() -> {
            asked.countDown();
            release.acquireUninterruptibly();
        });
        start(P0);
        asked.await();
        kafka.onPoll(() -> {
            kafka.commit(P0, 4);
            target.progress.hold(KEY, 4);
        });
        kafka.assignOnPoll();
        kafka.assignOnPoll(P0);
        await().until(() -> kafka.rebalances.get() == 3);
        release.release();
        await().until(() -> kafka.committed(P0) == 10);
        assertEquals(rows(4, 10), written());
    }

    @Test
    void aCommitPastTheEndOfTheLogIsAGapAndTheOthersGoOn() {
        append(3);
        kafka.append(P1, "k", "U other 1");
        kafka.commit(P0, 5);
        target.progress.hold(KEY, 5);
        start(P0, P1);
        await().until(() -> kafka.committed(P1) == 1);
        awaitPolls(5);
        assertEquals(5, kafka.committed(P0));
        assertEquals(Set.of(P0), kafka.paused());
        assertEquals(1, meters.counter("cdc.gaps").count());
    }

    @Test
    void aGapIsPassedAtTheBeginningWhereThatIsWanted() {
        append(3);
        kafka.commit(P0, 5);
        target.progress.hold(KEY, 5);
        start(EngineSettings.OnGap.CONTINUE, P0);
        await().until(() -> kafka.committed(P0) == 3);
        assertEquals(rows(0, 3), written());
    }

    @Test
    void aTopicThatWasMadeAnewWhileNobodyLookedIsAGap() {
        append(10);
        kafka.commit(P0, 4, "millrace/1 the-former-topic");
        target.progress.hold(KEY, 4);
        start(P0);
        await().until(() -> meters.counter("cdc.gaps").count() == 1);
        awaitPolls(5);
        assertEquals(Set.of(), written());
        assertEquals(Set.of(P0), kafka.paused());
    }

    /** Kafka deletes a group's commits with the topic. */
    @Test
    void aTopicThatWasMadeAnewAndTookItsCommitsWithItIsAGap() {
        append(10);
        target.progress.hold(FORMER, 4);
        start(P0);
        await().until(() -> meters.counter("cdc.gaps").count() == 1);
        awaitPolls(5);
        assertEquals(Set.of(), written());
        assertEquals(Set.of(P0), kafka.paused());
    }

    @Test
    void itIsReadFromItsBeginningWhereThatIsWantedAndIsNoGapAgain() {
        append(10);
        target.progress.hold(FORMER, 4);
        start(EngineSettings.OnGap.CONTINUE, P0);
        await().until(() -> kafka.committed(P0) == 10);
        assertEquals(rows(0, 10), written());
        assertEquals(OptionalLong.of(10), target.progress.held(KEY));
        assertEquals(1, meters.counter("cdc.gaps").count());
    }

    @Test
    void progressOfAFormerTopicIsNoGapWhereThePresentOneHasItsOwn() {
        append(10);
        target.progress.hold(FORMER, 4);
        target.progress.hold(KEY, 3);
        start(P0);
        await().until(() -> kafka.committed(P0) == 10);
        assertEquals(0, meters.counter("cdc.gaps").count());
    }

    @Test
    void aCommitOfAnotherProgramIsTaken() {
        append(10);
        kafka.commit(P0, 4, "somebody else's");
        target.progress.hold(KEY, 4);
        start(P0);
        await().until(() -> kafka.committed(P0) == 10);
        assertEquals(rows(4, 10), written());
    }

    @Test
    void aTopicThatIsMadeAnewWhileItIsReadIsAGap() {
        append(3);
        start(P0);
        await().until(() -> kafka.committed(P0) == 3);
        kafka.onPoll(() -> {
            kafka.deleteRecords(P0);
            for (int i = 20; i < 30; i++) {
                kafka.append(P0, "k", "U row-" + i + " 1");
            }
            topicIds.put("bank", "another");
            // The position is in the new log too: only its id tells.
        });
        await().until(() -> meters.counter("cdc.gaps").count() == 1);
        awaitPolls(5);
        assertEquals(3, kafka.committed(P0));
        assertEquals(Set.of(P0), kafka.paused());
    }

    @Test
    void aTopicThatIsMadeAnewIsReadFromItsBeginningWhereThatIsWanted() {
        append(3);
        start(EngineSettings.OnGap.CONTINUE, P0);
        await().until(() -> kafka.committed(P0) == 3);
        kafka.onPoll(() -> {
            kafka.deleteRecords(P0);
            for (int i = 20; i < 30; i++) {
                kafka.append(P0, "k", "U row-" + i + " 1");
            }
            topicIds.put("bank", "another");
        });
        await().until(() -> kafka.committed(P0) == 10);
        assertEquals("millrace/1 another", kafka.metadata(P0));
        assertTrue(written().containsAll(rows(20, 30)));
        assertEquals(OptionalLong.of(3), target.progress.held(KEY));
        assertFalse(written().contains(Samples.key("row-3").toString()));
    }
}
