package dev.millrace.core.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** What one poll has brought, as long as it keeps the pipeline busy. For the poll loop's thread. */
final class PollBatch {
    private final Map<Assignment, Portion> portions = new HashMap<>();
    private final List<PendingRecord> records;

    PollBatch(ConsumerRecords<byte[], byte[]> polled, Map<?, Assignment> assignments, long nowNanos) {
        records = new ArrayList<>(polled.count());
        for (var partition : polled.partitions()) {
            Assignment assignment = assignments.get(partition);
            if (assignment == null) {
                throw new IllegalStateException("records of a partition that is not assigned: " + partition);
            }
            Portion portion = portions.computeIfAbsent(assignment, Portion::new);
            List<ConsumerRecord<byte[], byte[]>> received = polled.records(partition);
            portion.handedOut(received.size());
            for (ConsumerRecord<byte[], byte[]> record : received) {
                PendingRecord pending = new PendingRecord(portion, record, nowNanos);
                assignment.frontier().add(pending);
                records.add(pending);
            }
        }
    }

    List<PendingRecord> records() {
        return records;
    }

    boolean isDone() {
        for (Portion portion : portions.values()) {
            if (!portion.isDone()) {
                return false;
            }
        }
        return true;
    }
}
