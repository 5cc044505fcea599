package dev.millrace.bench.engine;

import dev.millrace.bench.sample.Keys;
import dev.millrace.bench.sample.SampleTopic;

/**
 * What one JVM measures.
 *
 * @param records in the topic
 * @param warmUpSeconds before anything counts
 * @param seconds that count
 */
record RunSpec(
        Setup setup,
        Keys keys,
        TargetKind target,
        String bootstrapServers,
        long records,
        double warmUpSeconds,
        double seconds) {

    String topic() {
        return SampleTopic.nameOf(keys);
    }
}
