package dev.millrace.core.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;

/**
 * A counter with a label whose values a database chooses, as error codes are: the first so many have series of their own, the
 * others share {@code other}. Safe for all threads.
 */
final class BoundedCounters {
    private static final int MOST = 50;
    private static final String OTHER = "other";

    private final MeterRegistry registry;
    private final String name;
    private final String label;
    private final String description;
    private final Map<String, Counter> counters = new HashMap<>();

    BoundedCounters(MeterRegistry registry, String name, String label, String description) {
        this.registry = registry;
        this.name = name;
        this.label = label;
        this.description = description;
    }

    synchronized void increment(String value) {
        String kept = counters.containsKey(value) || counters.size() < MOST ? value : OTHER;
        counters.computeIfAbsent(kept, this::register).increment();
    }

    private Counter register(String value) {
        return Counter.builder(name).description(description).tag(label, value).register(registry);
    }
}
