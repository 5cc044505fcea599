package dev.millrace.bench.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.target.RowWrite;
import java.time.Clock;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

final class SampleRecordsTest {
    private final SampleRecords samples = new SampleRecords(Clock.systemUTC().millis());
    private final Decoder decoder = new Decoder(SampleTable.create());

    @Test
    void a_record_has_250_bytes_and_is_one_that_the_product_reads() {
        for (int row : new int[] {0, 9, 99_999, 9_999_999}) {
            RowWrite write = decoder.decode(record(row));
            assertEquals(Optional.of(6), write.row().map(values -> values.size()));
        }
    }

    @Test
    void each_change_is_newer_than_the_one_before() {
        RowWrite first = decoder.decode(record(7));
        RowWrite second = decoder.decode(record(7));
        assertEquals(first.key(), second.key());
        assertTrue(second.version().isNewerThan(first.version()));
    }

    private ConsumerRecord<byte[], byte[]> record(int row) {
        byte[] key = SampleRecords.key(row);
        byte[] value = samples.value(row);
        assertEquals(SampleRecords.BYTES, key.length + value.length);
        return new ConsumerRecord<>(
                "bench",
                0,
                0,
                Clock.systemUTC().millis(),
                TimestampType.CREATE_TIME,
                key.length,
                value.length,
                key,
                value,
                new RecordHeaders(),
                Optional.empty());
    }
}
