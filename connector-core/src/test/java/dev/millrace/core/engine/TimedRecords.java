package dev.millrace.core.engine;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Records with a time on the broker. */
final class TimedRecords {
    private TimedRecords() {}

    static PendingRecord pending(Assignment assignment, long offset, long brokerMillis) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                assignment.partition().topic(),
                assignment.partition().partition(),
                offset,
                brokerMillis,
                TimestampType.CREATE_TIME,
                1,
                1,
                new byte[] {1},
                new byte[] {1},
                new RecordHeaders(),
                Optional.empty());
        return new PendingRecord(new Portion(assignment), record, 0);
    }
}
