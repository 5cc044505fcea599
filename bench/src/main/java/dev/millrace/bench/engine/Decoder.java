package dev.millrace.bench.engine;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.Value;
import dev.millrace.core.format.Format;
import dev.millrace.core.format.PreciselyJsonFormat;
import dev.millrace.core.format.PreciselyTags;
import dev.millrace.core.format.SourceOrder;
import dev.millrace.core.format.SourceRecord;
import dev.millrace.core.format.TokenKind;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import dev.millrace.core.target.TargetTable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Decodes a record to the write that it asks for, with the product's own format: the same work for every contestant. */
final class Decoder {
    static final String ORDINAL_TAG = "ordinal";

    private final Format format;
    private final Target target;

    Decoder(Target target) {
        this.target = target;
        SourceOrder order = new SourceOrder(TokenKind.STCK, 0, 0, Duration.ZERO, Duration.ofHours(1));
        PreciselyTags usual = PreciselyTags.defaults();
        PreciselyTags tags = new PreciselyTags(
                usual.objectName(),
                usual.operation(),
                usual.stck(),
                usual.beforeImage(),
                usual.afterImage(),
                Optional.of(ORDINAL_TAG));
        this.format = new PreciselyJsonFormat(tags, Map.of(SampleTable.SOURCE, order));
    }

    RowWrite decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            Change change = format.read(new Source(record)).orElseThrow();
            TargetTable table = target.table(change.table()).orElseThrow();
            List<Value> row = table.row(change.image());
            return new RowWrite(table, table.keyOf(row), change.version(), Optional.of(row));
        } catch (Rejection rejection) {
            throw new BenchFailure("a sample record was rejected", rejection);
        }
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

        @Override
        public byte @Nullable [] value() {
            return record.value();
        }
    }
}
