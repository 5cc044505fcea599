package dev.millrace.core.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.format.SourceHeader;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class PendingRecordTest {

    /** A row before its change may be in a header, and as large as the value: what is in flight would be twice what is allowed. */
    @Test
    void headersCountAsBytesInFlight() {
        Assignment assignment = Samples.assignment(Samples.P0, 0);
        ConsumerRecord<byte[], byte[]> record = Samples.consumed(Samples.P0, 0, "key", "value");
        record.headers().add("before", new byte[1_000]).add("none", null);
        assertEquals(3 + 5 + 6 + 1_000 + 4, new PendingRecord(new Portion(assignment), record, 0).bytes());
    }

    @Test
    void formatsSeeAllHeadersInTheirOrder() {
        ConsumerRecord<byte[], byte[]> record = Samples.consumed(Samples.P0, 0, "key", "value");
        record.headers().add("b", new byte[] {1}).add("a", null).add("b", new byte[] {2});
        List<SourceHeader> headers =
                new PendingRecord(new Portion(Samples.assignment(Samples.P0, 0)), record, 0).headers();
        assertEquals("[b, a, b]", headers.toString());
        assertArrayEquals(new byte[] {2}, headers.get(2).value());
    }
}
