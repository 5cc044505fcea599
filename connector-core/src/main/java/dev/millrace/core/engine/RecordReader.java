package dev.millrace.core.engine;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.failure.Refusal;
import dev.millrace.core.format.Format;
import dev.millrace.core.format.SchemaUnavailable;
import dev.millrace.core.format.SourceFault;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import dev.millrace.core.target.TargetTable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes writes of one lane's records, and settles those that ask for none. For the lane's thread. */
final class RecordReader {
    private static final Logger LOG = LoggerFactory.getLogger(RecordReader.class);

    private final Format format;
    private final Target target;
    private final Settler settler;
    private final EngineState state;
    private final TokenOrder order;

    /** What became of a record. */
    enum Reading {
        /** It is settled, or its writes are among the rows, or nothing more is handed out at all. */
        DONE,
        /** It is to be read again later, before everything behind it. */
        AGAIN
    }

    RecordReader(Format format, Target target, Settler settler, EngineState state, TokenOrder order) {
        this.format = format;
        this.target = target;
        this.settler = settler;
        this.state = state;
        this.order = order;
    }

    /** @param rows take its writes */
    Reading read(PendingRecord record, Coalescer rows) {
        @Nullable Change change = null;
        try {
            Optional<Change> read = format.read(record);
            if (read.isEmpty()) {
                settler.skipped(record);
                return Reading.DONE;
            }
            change = read.get();
            settler.meters().read(change.commitTime(), record.timestampMillis());
            record.committedAt(change.commitTime());
            TargetTable table =
                    target.table(change).orElseThrow(() -> new Rejection(RejectionReason.TABLE_UNKNOWN, "table"));
            List<RowWrite> writes = ChangeWrites.of(change, table);
            order.read(record, change);
            RecordTask task = new RecordTask(record, change, writes.size());
            for (RowWrite write : writes) {
                rows.add(new RowTask(write, task));
            }
        } catch (Rejection rejection) {
            settler.unreadable(record, Refusal.of(rejection), versionOf(change));
        } catch (SourceFault fault) {
            stop(record, fault);
        } catch (SchemaUnavailable away) {
            LOG.warn("{} waits for its schema: {}", record, away.getMessage());
            return Reading.AGAIN;
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
        return Reading.DONE;
    }

    /** The record stays as it is: nothing behind it may be committed. Before the first write it is a mistake of the setup. */
    private void stop(PendingRecord record, SourceFault fault) {
        if (fault.kind() == SourceFault.Kind.SOURCE_SETTING && state.appliedCount() == 0) {
            state.fail(new EngineFailure(
                    new Problem(ProblemCode.SOURCE_SETTING, fault.place(), fault.problem(), fault.fix())));
            return;
        }
        if (state.halt(Halt.valueOf(fault.kind().name()))) {
            LOG.error(
                    "{} at {}: {}. Nothing more is handed out. To go on: {}",
                    fault.kind(),
                    record,
                    fault.problem(),
                    fault.fix());
        }
    }

    private static Optional<ChangeVersion> versionOf(@Nullable Change change) {
        return Optional.ofNullable(change).map(Change::version);
    }
}
