package dev.millrace.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TopicWatchTest {
    private static final Uuid FIRST = new Uuid(1, 1);
    private static final Uuid SECOND = new Uuid(2, 2);
    private static final Uuid OTHER = new Uuid(3, 3);

    /** Of the broker; a topic that is not in it is not there. */
    private final Map<String, Uuid> topics = new ConcurrentHashMap<>(Map.of("account", FIRST, "card", OTHER));

    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private volatile Broker broker = Broker.ANSWERS;
    private final TopicWatch watch = watch(Duration.ofMillis(5));

    private enum Broker {
        ANSWERS,
        SILENT,
        REFUSES
    }

    private TopicWatch watch(Duration interval) {
        TopicIds known = new TopicIds("cluster", Map.of("account", FIRST.toString(), "card", OTHER.toString()));
        return new TopicWatch(admin(), List.of("account", "card"), known, interval, Duration.ofMillis(20));
    }

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void aTopicThatWasMadeAnewHasItsNewIdAfterTheNextLook() {
        awaitLooks(2);
        assertEquals(ids(FIRST), watch.ids());
        topics.put("account", SECOND);
        await().until(() -> watch.ids().equals(ids(SECOND)));
    }

    @Test
    void aTopicThatIsGoneKeepsItsIdUntilAnotherTakesItsPlaceAndHidesNoOther() {
        topics.remove("account");
        topics.put("card", SECOND);
        Map<String, String> oneGone = Map.of("account", FIRST.toString(), "card", SECOND.toString());
        await().until(() -> watch.ids().equals(oneGone));
        topics.put("card", OTHER);
        topics.put("account", SECOND);
        await().until(() -> watch.ids().equals(ids(SECOND)));
    }

    @Test
    void aTopicThatTheFirstBrokerHadNotHeardOfIsFoundLater() {
        TopicIds nothing = new TopicIds("cluster", Map.of());
        try (TopicWatch later = new TopicWatch(
                admin(), List.of("account", "card"), nothing, Duration.ofMillis(5), Duration.ofMillis(20))) {
            await().until(() -> later.ids().equals(ids(FIRST)));
        }
    }

    @Test
    void aBrokerThatDoesNotAnswerOrRefusesIsAskedAgain() {
        for (Broker trouble : List.of(Broker.SILENT, Broker.REFUSES)) {
            broker = trouble;
            awaitLooks(2);
            assertEquals(ids(FIRST), watch.ids());
        }
        topics.put("account", SECOND);
        broker = Broker.ANSWERS;
        await().until(() -> watch.ids().equals(ids(SECOND)));
    }

    @Test
    void afterItsEndNobodyIsAskedAnyMoreAndItsClientIsClosed() {
        awaitLooks(1);
        watch.close();
        assertTrue(closed.get() > 0);
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("topic-watch")));
    }

    private static Map<String, String> ids(Uuid account) {
        return Map.of("account", account.toString(), "card", OTHER.toString());
    }

    /** The first of them may have begun before. */
    private void awaitLooks(int whole) {
        int seen = looks.get();
        await().until(() -> looks.get() > seen + whole);
    }

    private Admin admin() {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(),
                new Class<?>[] {Admin.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "describeTopics" -> describe((Collection<?>) arguments[0]);
                    case "close" -> closed.incrementAndGet();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private DescribeTopicsResult describe(Collection<?> names) {
        looks.incrementAndGet();
        if (broker == Broker.REFUSES) {
            throw new KafkaException("the client is broken");
        }
        return new DescribeTopicsResult(
                null,
                names.stream().map(String.class::cast).collect(Collectors.toMap(name -> name, this::description))) {};
    }

    private KafkaFuture<TopicDescription> description(String name) {
        Uuid id = topics.get(name);
        KafkaFutureImpl<TopicDescription> answer = new KafkaFutureImpl<>();
        if (broker == Broker.SILENT) {
            return answer;
        }
        if (id == null) {
            answer.completeExceptionally(new UnknownTopicOrPartitionException(name));
        } else {
            answer.complete(new TopicDescription(name, false, List.of(), null, id));
        }
        return answer;
    }
}
