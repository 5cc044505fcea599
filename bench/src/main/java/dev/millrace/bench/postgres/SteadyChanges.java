package dev.millrace.bench.postgres;

import dev.millrace.bench.postgres.Changes.Probe;
import dev.millrace.bench.postgres.LatencyTurn.Sent;
import dev.millrace.bench.sample.TopicWriter;
import java.time.Clock;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Changes of new rows at a steady rate, as the setting's entrant reads them. One thread sends, another takes what is to be looked for. */
final class SteadyChanges {
    static final int PER_SECOND = 2_000;
    static final int EACH = 20;

    /** Changes that are sent at once: at this rate one by one, the producer and the broker would be what is measured. */
    private static final int TOGETHER = 10;

    private static final long INTERVAL_NANOS = 1_000_000_000L / PER_SECOND;

    private final String bootstrapServers;
    private final String topic;
    private final Setting setting;
    private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();

    SteadyChanges(String bootstrapServers, String topic, Setting setting) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        this.setting = setting;
    }

    /** Returns when all are sent and stored. */
    void send(double seconds) {
        ChangeRecords records =
                new ChangeRecords(Scenario.LATENCY.shape(), Clock.systemUTC().millis());
        int most = (int) (seconds * PER_SECOND);
        long start = System.nanoTime();
        try (Producer<byte[], byte[]> producer = TopicWriter.producer(bootstrapServers, 0)) {
            for (int change = 1; change <= most; change++) {
                long due = start + (change - change % TOGETHER) * INTERVAL_NANOS;
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                long now = System.nanoTime();
                // One that is lost is found by who looks for it.
                var unused = producer.send(record(records, change));
                if (change % EACH == 0) {
                    sent.add(new Sent(new Probe(change, change), now));
                }
            }
        }
    }

    private ProducerRecord<byte[], byte[]> record(ChangeRecords records, int change) {
        List<String> values = Scenario.LATENCY.shape().values(change, change);
        return setting.entrant().isDebezium()
                ? records.ofDebezium(topic, change, values)
                : records.ofMainframe(topic, change, change, values);
    }

    /** Moves what was sent since the last call. */
    void takeSent(List<Sent> into) {
        for (Sent next = sent.poll(); next != null; next = sent.poll()) {
            into.add(next);
        }
    }
}
