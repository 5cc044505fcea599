package dev.millrace.core.engine;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.format.Format;
import dev.millrace.core.observe.ConnectorMetrics;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import dev.millrace.core.target.TargetTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One queue and one worker: all records of one Kafka key pass here, in their partition's order. Takes what is queued up to the
 * batch limit, so batches grow with the load.
 *
 * <p>Thread safety: the poll loop adds to the queue, the worker takes; nothing else is shared. The queue is bounded by the poll
 * loop, which hands out nothing before everything handed out is settled.
 */
final class Lane implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final BlockingQueue<List<PendingRecord>> queue = new LinkedBlockingQueue<>();
    private final Format format;
    private final Target target;
    private final BatchWriter writer;
    private final Settler settler;
    private final EngineState state;
    private final ConnectorMetrics metrics;
    private final LongSupplier nanoClock;
    private final int batchRecords;

    Lane(
            Format format,
            Target target,
            BatchWriter writer,
            Settler settler,
            EngineState state,
            ConnectorMetrics metrics,
            LongSupplier nanoClock,
            int batchRecords) {
        this.format = format;
        this.target = target;
        this.writer = writer;
        this.settler = settler;
        this.state = state;
        this.metrics = metrics;
        this.nanoClock = nanoClock;
        this.batchRecords = batchRecords;
    }

    /** Hands over the records of one poll for this lane; never blocks. */
    void add(List<PendingRecord> records) {
        queue.add(records);
    }

    /** Works until interrupted. Whatever escapes stops the engine: a lane that is gone must not look like an idle one. */
    @Override
    public void run() {
        try {
            while (!state.isStopping()) {
                work(queue.take());
            }
        } catch (InterruptedException stopped) {
            if (!state.isStopping()) {
                state.fail(stopped);
            }
        } catch (Throwable broken) {
            if (!state.isStopping()) {
                state.fail(broken);
            }
        }
    }

    private void work(List<PendingRecord> records) throws InterruptedException {
        for (int start = 0; start < records.size() && !state.isStopping(); start += batchRecords) {
            List<PendingRecord> batch = records.subList(start, Math.min(records.size(), start + batchRecords));
            metrics.waited(Duration.ofNanos(nanoClock.getAsLong() - batch.get(0).handedOutNanos()));
            List<RowTask> rows = decode(batch);
            if (!rows.isEmpty()) {
                writer.write(rows);
            }
        }
    }

    private List<RowTask> decode(List<PendingRecord> records) {
        Coalescer rows = new Coalescer();
        for (PendingRecord record : records) {
            if (state.isStopping()) {
                break;
            }
            if (record.assignment().isActive()) {
                decode(record, rows);
            }
        }
        return rows.survivors();
    }

    private void decode(PendingRecord record, Coalescer rows) {
        Optional<ChangeVersion> version = Optional.empty();
        try {
            Optional<Change> read = format.read(record);
            if (read.isEmpty()) {
                settler.skipped(record);
                return;
            }
            Change change = read.get();
            version = Optional.of(change.version());
            metrics.received(change.commitTime(), Instant.ofEpochMilli(record.timestampMillis()));
            TargetTable table = target.table(change.table())
                    .orElseThrow(() -> new Rejection(RejectionReason.TABLE_UNKNOWN, "table"));
            List<RowWrite> writes = ChangeWrites.of(change, table);
            RecordTask task = new RecordTask(record, change, writes.size());
            for (RowWrite write : writes) {
                rows.add(new RowTask(write, task));
            }
        } catch (Rejection rejection) {
            settler.unreadable(record, rejection.reason().name(), version);
        } catch (RuntimeException defect) {
            // A record that we cannot take must not end every life of the connector. The message may hold its content.
            LOG.error(
                    "{} is a dead letter for a defect of ours, please report it: {} at {}",
                    record,
                    defect.getClass().getName(),
                    defect.getStackTrace()[0]);
            settler.unreadable(record, RejectionReason.UNDECODABLE.name(), version);
        }
    }
}
