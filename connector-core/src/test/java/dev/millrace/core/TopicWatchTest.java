package dev.millrace.core;

import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class TopicWatchTest {
    private static final Uuid ID = Uuid.randomUuid();

    @Test
    void aTopicThatTheFirstBrokerHadNotHeardOfIsFoundLater() {
        TopicIds nothing = new TopicIds("cluster", Map.of());
        try (TopicWatch watch =
                new TopicWatch(admin(), List.of("bank"), nothing, Duration.ofMillis(1), Duration.ofSeconds(1))) {
            await().until(() -> watch.ids().equals(Map.of("bank", ID.toString())));
        }
    }

    /** Of a cluster that has every topic. */
    private static Admin admin() {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(),
                new Class<?>[] {Admin.class},
                (proxy, method, arguments) ->
                        method.getName().equals("describeTopics") ? describe((Collection<?>) arguments[0]) : "closed");
    }

    private static DescribeTopicsResult describe(Collection<?> names) {
        return new DescribeTopicsResult(
                null,
                names.stream()
                        .map(String.class::cast)
                        .collect(Collectors.toMap(
                                name -> name,
                                name -> KafkaFuture.completedFuture(
                                        new TopicDescription(name, false, List.of(), Set.of(), ID))))) {};
    }
}
