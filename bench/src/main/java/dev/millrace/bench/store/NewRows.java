package dev.millrace.bench.store;

import dev.millrace.bench.sample.Decoder;
import dev.millrace.bench.sample.SampleRecords;
import dev.millrace.bench.sample.SampleTable;
import dev.millrace.core.target.RowWrite;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Decoded rows that no store holds yet. They are made before anything is measured: what the connector needs beyond a bare client is
 * what it adds. For one thread.
 */
final class NewRows {
    /** The connector's rows are below; a customer's number, 100,000,000 and the row, has nine digits. */
    private static final int FIRST = 500_000_000;

    private final Decoder decoder = new Decoder(SampleTable.create());
    private final SampleRecords samples = new SampleRecords(Clock.systemUTC().millis());
    private int next = FIRST;

    List<RowWrite> next(int count) {
        List<RowWrite> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            rows.add(decoder.decode(SampleRecords.key(next), samples.value(next)));
            next++;
        }
        return rows;
    }
}
