package dev.millrace.core.engine;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;

/**
 * Whether the brokers still answer the consumer's fetches: an empty poll looks the same when there is nothing and when nobody
 * answers. Reads the consumer's own count of answered fetches. For the poll loop's thread.
 */
final class FetchWatch {
    /** Some waits of an idle fetch, each half a second unless {@code fetch.max.wait.ms} says otherwise. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private static final String GROUP = "consumer-fetch-manager-metrics";
    private static final String NAME = "fetch-total";

    private final Consumer<byte[], byte[]> consumer;
    private Optional<Metric> answered = Optional.empty();
    private double seen = -1;
    private long seenNanos;

    FetchWatch(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** Whether an answer came lately. Consumers that do not count are believed. */
    boolean isAnswered(long nowNanos) {
        if (answered.isEmpty()) {
            answered = find();
        }
        if (answered.isEmpty()) {
            return true;
        }
        double count = answered.get().metricValue() instanceof Number number ? number.doubleValue() : 0;
        if (count != seen) {
            seen = count;
            seenNanos = nowNanos;
        }
        return nowNanos - seenNanos < SILENCE.toNanos();
    }

    private Optional<Metric> find() {
        return consumer.metrics().entrySet().stream()
                .filter(entry -> entry.getKey().group().equals(GROUP)
                        && entry.getKey().name().equals(NAME)
                        && !entry.getKey().tags().containsKey("topic"))
                .<Metric>map(entry -> entry.getValue())
                .findFirst();
    }
}
