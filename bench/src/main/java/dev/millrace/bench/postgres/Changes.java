package dev.millrace.bench.postgres;

import dev.millrace.bench.sample.Keys;
import dev.millrace.bench.sample.TopicWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;

/**
 * The changes of a scenario: what is written to its two topics, and what the table has to look like in the end. For one thread.
 */
final class Changes {
    private static final Duration BEHIND = Duration.ofDays(1);

    private final Scenario scenario;
    private final PostgresOptions options;
    /** The number of each row's last change; 0 where it has none. */
    private final int[] last;
    /** The row of each change, from change 1 on. */
    private final int[] rows;

    Changes(Scenario scenario, PostgresOptions options) {
        this.scenario = scenario;
        this.options = options;
        this.last = new int[scenario.rows(options)];
        this.rows = new int[options.records() + 1];
        Keys.Rows next = scenario.changes(options);
        for (int change = 1; change <= options.records(); change++) {
            rows[change] = next.next();
            last[rows[change]] = change;
        }
    }

    /** The topic with the mainframe's records. */
    static String topic(Scenario scenario) {
        return "bench." + scenario.source().name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The topic with Debezium's. */
    static String peerTopic(Scenario scenario) {
        return topic(scenario) + ".debezium";
    }

    /** Writes those topics that somebody reads. */
    void fill(String bootstrapServers) throws InterruptedException {
        Shape shape = scenario.shape();
        boolean twice = options.withDebezium();
        boolean once = options.entrants().stream().anyMatch(entrant -> !entrant.isDebezium());
        for (String topic : List.of(topic(scenario), peerTopic(scenario))) {
            TopicWriter.create(bootstrapServers, topic, ChangeRecords.PARTITIONS);
        }
        ChangeRecords records = new ChangeRecords(shape, Clock.systemUTC().millis() - BEHIND.toMillis());
        try (Producer<byte[], byte[]> producer = TopicWriter.producer(bootstrapServers)) {
            for (int change = 1; change < rows.length; change++) {
                List<String> values = shape.values(rows[change], change);
                // An acknowledgement that fails is found when the table is compared.
                if (once) {
                    var unused = producer.send(records.ofMainframe(topic(scenario), rows[change], change, values));
                }
                if (twice) {
                    var unused = producer.send(records.ofDebezium(peerTopic(scenario), rows[change], values));
                }
            }
        }
    }

    /** Changes that nothing overwrites and that no change of their partition comes long after, from the last one back. */
    List<Probe> lastOnes(int most) {
        return java.util.stream.IntStream.iterate(rows.length - 1, change -> change > 0, change -> change - 1)
                .filter(change -> last[rows[change]] == change)
                .limit(most)
                .mapToObj(change -> new Probe(rows[change], change))
                .toList();
    }

    /** The first changes. */
    List<Probe> firstOnes(int most) {
        return java.util.stream.IntStream.rangeClosed(1, Math.min(most, rows.length - 1))
                .mapToObj(change -> new Probe(rows[change], change))
                .toList();
    }

    /** The rows that have been changed, each with its last change. */
    List<Probe> changedRows() {
        return new java.util.AbstractList<>() {
            private final int[] changed = java.util.stream.IntStream.range(0, last.length)
                    .filter(row -> last[row] > 0)
                    .toArray();

            @Override
            public Probe get(int index) {
                return new Probe(changed[index], last[changed[index]]);
            }

            @Override
            public int size() {
                return changed.length;
            }
        };
    }

    /** How many rows there are in the end. */
    long rowsAfter() {
        return scenario.rowsBefore(options) > 0
                ? scenario.rowsBefore(options)
                : Arrays.stream(last).filter(change -> change > 0).count();
    }

    /**
     * A change that is looked for.
     *
     * @param change its number
     */
    record Probe(int row, int change) {}
}
