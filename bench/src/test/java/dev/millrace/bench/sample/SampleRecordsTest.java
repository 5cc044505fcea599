package dev.millrace.bench.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.target.RowWrite;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SampleRecordsTest {
    private final SampleRecords samples = new SampleRecords(Clock.systemUTC().millis());
    private final Decoder decoder = new Decoder(SampleTable.create());

    @Test
    void a_record_has_250_bytes_and_is_one_that_the_product_reads() {
        for (int row : new int[] {0, 9, 99_999, 9_999_999}) {
            RowWrite write = write(row);
            assertEquals(Optional.of(6), write.row().map(values -> values.size()));
        }
    }

    @Test
    void each_change_is_newer_than_the_one_before() {
        RowWrite first = write(7);
        RowWrite second = write(7);
        assertEquals(first.key(), second.key());
        assertTrue(second.version().isNewerThan(first.version()));
    }

    private RowWrite write(int row) {
        byte[] key = SampleRecords.key(row);
        byte[] value = samples.value(row);
        assertEquals(SampleRecords.BYTES, key.length + value.length);
        return decoder.decode(key, value);
    }
}
