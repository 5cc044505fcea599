package dev.millrace.bench.sample;

import dev.millrace.bench.run.BenchFailure;
import dev.millrace.core.change.Change;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.Value;
import dev.millrace.core.format.Format;
import dev.millrace.core.format.RecordRules;
import dev.millrace.core.format.SchemaUnavailable;
import dev.millrace.core.format.SourceFault;
import dev.millrace.core.format.SourceHeader;
import dev.millrace.core.format.SourceOrder;
import dev.millrace.core.format.SourceRecord;
import dev.millrace.core.format.SourceTable;
import dev.millrace.core.format.SourceTables;
import dev.millrace.core.format.StoreClock;
import dev.millrace.core.format.precisely.LoadRules;
import dev.millrace.core.format.precisely.PreciselyJsonFormat;
import dev.millrace.core.format.precisely.PreciselyTags;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.TargetTable;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Decodes a record to the write that it asks for, with the product's own format: the same work for every contestant. */
public final class Decoder {
    public static final String ORDINAL_TAG = "ordinal";

    private final Format format;
    private final TargetTable table;

    /** @param table that the records' rows are made for */
    public Decoder(TargetTable table) {
        this.table = table;
        SourceOrder order = new SourceOrder(StoreClock.STCK, 0, 0, Duration.ZERO, Duration.ofHours(1));
        PreciselyTags usual = PreciselyTags.defaults();
        PreciselyTags tags = new PreciselyTags(
                usual.objectName(),
                usual.operation(),
                usual.stck(),
                usual.beforeImage(),
                usual.afterImage(),
                Optional.of(ORDINAL_TAG));
        this.format = new PreciselyJsonFormat(
                tags,
                RecordRules.strict(),
                LoadRules.none(),
                new SourceTables(List.of(new SourceTable(SampleTable.SOURCE, order))));
    }

    public RowWrite decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            Change change = format.read(new Source(record)).orElseThrow();
            List<Value> row = table.row(change.image());
            return new RowWrite(table, table.keyOf(row), change.version(), Optional.of(row));
        } catch (Rejection | SourceFault | SchemaUnavailable rejection) {
            throw new BenchFailure("a sample record was rejected", rejection);
        }
    }

    /** The write that a record with this key and value would ask for, were it written now. */
    public RowWrite decode(byte[] key, byte[] value) {
        return decode(new ConsumerRecord<>(
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
                Optional.empty()));
    }

    private record Source(ConsumerRecord<byte[], byte[]> record) implements SourceRecord {
        @Override
        public String topic() {
            return record.topic();
        }

        @Override
        public long offset() {
            return record.offset();
        }

        @Override
        public long timestampMillis() {
            return record.timestamp();
        }

        /** Its format reads none. */
        @Override
        public List<SourceHeader> headers() {
            return List.of();
        }

        @Override
        public byte @Nullable [] value() {
            return record.value();
        }
    }
}
