package dev.millrace.core.engine;

import dev.millrace.core.observe.ConnectorMetrics;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One queue and one worker: all records of one Kafka key pass here, in their partition's order. Takes what is queued up to the
 * batch limit, so batches grow with the load, and goes on with more while answers to former batches are missing.
 *
 * <p>Thread safety: the poll loop adds to the queue, the worker makes the steps; nothing else is shared.
 */
final class Lane implements Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final LaneQueue queue;
    private final Signal signal;
    private final RecordReader reader;
    private final SchemaWait schemaWait;
    private final BatchWriter writer;
    private final Settler settler;
    private final EngineState state;
    private final ConnectorMetrics metrics;
    private final LongSupplier nanoClock;
    private final int batchRecords;
    private final TokenOrder order;
    private final Notices tieNotices;

    Lane(
            Signal signal,
            RecordReader reader,
            SchemaWait schemaWait,
            TokenOrder order,
            BatchWriter writer,
            Settler settler,
            EngineState state,
            ConnectorMetrics metrics,
            LongSupplier nanoClock,
            int batchRecords) {
        this.queue = new LaneQueue(signal);
        this.signal = signal;
        this.reader = reader;
        this.schemaWait = schemaWait;
        this.order = order;
        this.writer = writer;
        this.settler = settler;
        this.state = state;
        this.metrics = metrics;
        this.nanoClock = nanoClock;
        this.batchRecords = batchRecords;
        this.tieNotices = new Notices(nanoClock);
    }

    /** Hands over the records of one poll for this lane; never blocks. */
    void add(List<PendingRecord> records) {
        queue.add(records);
    }

    /** What wakes the worker: records, answers, the target's return. */
    @Override
    public Signal signal() {
        return signal;
    }

    @Override
    public Duration idleTime(Duration longest) {
        return writer.idleTime(schemaWait.idleTime(longest, nanoClock.getAsLong()));
    }

    @Override
    public boolean step() {
        boolean moved = writer.step();
        if (writer.takesMore()
                && !state.isStopping()
                && state.halted().isEmpty()
                && schemaWait.isOver(nanoClock.getAsLong())) {
            int queued = queue.fill(batchRecords);
            if (queued > 0) {
                writer.begin(decode(Math.min(batchRecords, queued)));
                moved = true;
            }
        }
        return moved;
    }

    private List<RowTask> decode(int records) {
        metrics.waited(Duration.ofNanos(nanoClock.getAsLong() - queue.oldest().handedOutNanos()));
        Coalescer rows = new Coalescer(records);
        for (int i = 0; i < records && !state.isStopping() && state.halted().isEmpty(); i++) {
            PendingRecord record = queue.oldest();
            if (record.assignment().isActive() && reader.read(record, rows) == RecordReader.Reading.AGAIN) {
                schemaWait.failed(record, nanoClock.getAsLong());
                break;
            }
            schemaWait.passed(record);
            queue.take();
        }
        settler.flush();
        order.endOfBatch();
        tellTies(rows);
        state.progressed();
        return rows.survivors();
    }

    private void tellTies(Coalescer rows) {
        if (rows.ties().isEmpty()) {
            return;
        }
        metrics.tied(rows.ties().size());
        for (RowTask tied : rows.ties()) {
            String table = tied.record().table();
            if (tieNotices.isDue(table)) {
                LOG.warn(
                        "only its place in Kafka puts {} in order with another change of its row of {}: the source says the"
                                + " same version for both",
                        tied.record().record(),
                        table);
            }
        }
    }

    /** What this lane has seen of tokens that fall back. */
    TokenOrder.Regression regression() {
        return order.regression();
    }

    /** For messages: no payload. */
    @Override
    public String toString() {
        return queue + ", " + writer;
    }
}
