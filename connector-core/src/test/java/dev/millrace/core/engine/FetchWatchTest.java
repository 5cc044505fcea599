package dev.millrace.core.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class FetchWatchTest {
    private final AtomicLong fetches = new AtomicLong();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none") {
        @Override
        public synchronized Map<MetricName, ? extends Metric> metrics() {
            MetricName name =
                    new MetricName("fetch-total", "consumer-fetch-manager-metrics", "", Map.of("client-id", "c"));
            return Map.of(name, new Metric() {
                @Override
                public MetricName metricName() {
                    return name;
                }

                @Override
                public Object metricValue() {
                    return (double) fetches.get();
                }
            });
        }
    };

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void brokersThatAnswerNoFetchForFiveSecondsAreSilent() {
        FetchWatch watch = new FetchWatch(consumer);
        assertTrue(watch.isAnswered(0));
        assertTrue(watch.isAnswered(seconds(4)));
        assertFalse(watch.isAnswered(seconds(5)));
        fetches.incrementAndGet();
        assertTrue(watch.isAnswered(seconds(6)));
    }

    @Test
    void aConsumerThatCountsNothingIsBelieved() {
        assertTrue(new FetchWatch(new MockConsumer<>("none")).isAnswered(seconds(100)));
    }
}
