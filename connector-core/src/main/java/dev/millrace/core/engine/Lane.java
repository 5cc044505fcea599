package dev.millrace.core.engine;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.failure.Refusal;
import dev.millrace.core.format.Format;
import dev.millrace.core.observe.ConnectorMetrics;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import dev.millrace.core.target.TargetTable;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
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
    private final Format format;
    private final Target target;
    private final BatchWriter writer;
    private final Settler settler;
    private final EngineState state;
    private final ConnectorMetrics metrics;
    private final LongSupplier nanoClock;
    private final int batchRecords;
    private final TokenOrder order = new TokenOrder();
    private final Notices tieNotices;

    Lane(
            Signal signal,
            Format format,
            Target target,
            BatchWriter writer,
            Settler settler,
            EngineState state,
            ConnectorMetrics metrics,
            LongSupplier nanoClock,
            int batchRecords) {
        this.queue = new LaneQueue(signal);
        this.signal = signal;
        this.format = format;
        this.target = target;
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
        return writer.idleTime(longest);
    }

    @Override
    public boolean step() {
        boolean moved = writer.step();
        if (writer.takesMore() && !state.isStopping() && state.halted().isEmpty()) {
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
        for (int i = 0; i < records && !state.isStopping(); i++) {
            PendingRecord record = queue.take();
            if (record.assignment().isActive()) {
                decode(record, rows);
            }
        }
        settler.flush();
        order.endOfBatch();
        tellTies(rows);
        state.progressed();
        return rows.survivors();
    }

    private void decode(PendingRecord record, Coalescer rows) {
        @Nullable Change change = null;
        try {
            Optional<Change> read = format.read(record);
            if (read.isEmpty()) {
                settler.skipped(record);
                return;
            }
            change = read.get();
            settler.meters().read(change.commitTime(), record.timestampMillis());
            record.committedAt(change.commitTime());
            TargetTable table = target.table(change.table())
                    .orElseThrow(() -> new Rejection(RejectionReason.TABLE_UNKNOWN, "table"));
            List<RowWrite> writes = ChangeWrites.of(change, table);
            order.read(record, change);
            RecordTask task = new RecordTask(record, change, writes.size());
            for (RowWrite write : writes) {
                rows.add(new RowTask(write, task));
            }
        } catch (Rejection rejection) {
            settler.unreadable(record, Refusal.of(rejection), versionOf(change));
        } catch (RuntimeException defect) {
            // A record that we cannot take must not end every life of the connector. The message may hold its content.
            LOG.error(
                    "{} is a dead letter for a defect of ours, please report it: {} at {}",
                    record,
                    defect.getClass().getName(),
                    // The virtual machine leaves it out where it has thrown many from one place.
                    Arrays.stream(defect.getStackTrace())
                            .findFirst()
                            .map(StackTraceElement::toString)
                            .orElse("a place without a trace"));
            Refusal defective = new Refusal(RejectionReason.UNDECODABLE.name(), "a defect of the connector");
            settler.unreadable(record, defective, versionOf(change));
        }
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

    private static Optional<ChangeVersion> versionOf(@Nullable Change change) {
        return Optional.ofNullable(change).map(Change::version);
    }

    /** For messages: no payload. */
    @Override
    public String toString() {
        return queue + ", " + writer;
    }
}
