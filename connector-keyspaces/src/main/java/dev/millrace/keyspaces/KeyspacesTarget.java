package dev.millrace.keyspaces;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.target.Access;
import dev.millrace.core.target.Continuity;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.ProgressStore;
import dev.millrace.core.target.RowCalls;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import dev.millrace.core.target.TargetMeter;
import dev.millrace.core.target.TargetTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;

/**
 * Amazon Keyspaces, or a Cassandra. Writes each row by lightweight transactions of its own, many at once, and answers as they end, on
 * threads of the driver.
 */
public final class KeyspacesTarget implements Target {
    private static final String THROTTLED = "throttled";
    private static final int MOST_UNKNOWN = 100_000;

    private final Continuity continuity = new Continuity();
    private final CqlSession session;
    private final RowCalls calls;
    private final LongAdder throttled = new LongAdder();
    private final Map<String, TargetTable> tables = new HashMap<>();
    private final Map<TargetTable, RowWriter> writers = new HashMap<>();
    private final Map<TargetTable, HeldVersions> held = new HashMap<>();
    /** Empty in a dry run. */
    private final Optional<ProgressStore> progress;

    private KeyspacesTarget(KeyspacesSettings settings, Access access) {
        Questions questions = new Questions(settings.inFlight(), continuity);
        Opening.Opened opened = Opening.open(settings, access, questions);
        this.session = opened.session();
        UnknownOutcomes unknown = new UnknownOutcomes(MOST_UNKNOWN);
        for (OpenedTable table : opened.tables()) {
            TargetTable target = table.table().targetTable();
            tables.put(table.table().defined().source(), target);
            table.prepared().ifPresent(prepared -> {
                held.put(target, new HeldVersions(prepared, questions));
                if (access == Access.WRITE) {
                    writers.put(target, RowWriter.of(prepared, unknown, continuity));
                }
            });
        }
        this.calls = new RowCalls(
                this::write,
                settings.inFlight(),
                failure -> DriverFailure.of(failure).outcome(),
                failed -> DriverFailure.isThrottling(failed.code()));
        this.progress = opened.progress();
    }

    /**
     * Connects, creates what is missing where the settings say so, and checks every table. Several may open at once.
     *
     * @throws dev.millrace.core.config.UnreachableException when no node answers
     * @throws dev.millrace.core.config.ConfigurationException when the login is refused, or with all problems of the tables
     */
    public static KeyspacesTarget open(KeyspacesSettings settings) {
        return new KeyspacesTarget(settings, Access.WRITE);
    }

    /**
     * The same for a dry run: creates nothing, and a write is answered {@code UNAVAILABLE} with {@code READ_ONLY}. With auto-create, a
     * missing table counts as empty, as its definition describes it.
     *
     * @throws dev.millrace.core.config.UnreachableException when no node answers
     * @throws dev.millrace.core.config.ConfigurationException as {@link #open} does
     */
    public static KeyspacesTarget openReadOnly(KeyspacesSettings settings) {
        return new KeyspacesTarget(settings, Access.READ);
    }

    @Override
    public Optional<TargetTable> table(String sourceTable) {
        return Optional.ofNullable(tables.get(sourceTable));
    }

    @Override
    public void write(List<RowWrite> batch, Answers answers) {
        calls.write(batch, answers);
    }

    private CompletionStage<Outcome> write(RowWrite write) {
        RowWriter writer = writers.get(write.table());
        return writer == null
                ? CompletableFuture.completedFuture(Outcome.READ_ONLY)
                : writer.write(write).thenApply(this::counted);
    }

    private Outcome counted(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed && DriverFailure.isServersThrottling(failed.code())) {
            throttled.increment();
        }
        return outcome;
    }

    @Override
    public List<TargetMeter> meters() {
        List<TargetMeter> meters = new ArrayList<>(calls.meters());
        // Fewer statements at once also follow where the driver gave up by itself: of that the server said nothing.
        meters.replaceAll(meter -> meter.name().equals(THROTTLED)
                ? TargetMeter.counter(THROTTLED, meter.description(), throttled::sum)
                : meter);
        meters.add(TargetMeter.counter(
                "statements", "Conditional statements that the rows' writes have taken", this::statements));
        return meters;
    }

    /** Conditional statements sent so far, each a round of its own at the target. */
    long statements() {
        return writers.values().stream().mapToLong(RowWriter::statements).sum();
    }

    /** How many statements may be open at once now: fewer while the target throttles. */
    int limit() {
        return calls.limit();
    }

    @Override
    public List<Optional<ChangeVersion>> heldVersions(TargetTable table, List<RowKey> keys) {
        HeldVersions versions = held.get(table);
        return versions == null ? Collections.nCopies(keys.size(), Optional.empty()) : versions.read(keys);
    }

    /** One connection answers; the driver does the same with every idle one. */
    @Override
    public void ping() {
        try {
            session.execute("SELECT release_version FROM system.local");
        } catch (DriverException error) {
            throw DriverFailure.ofQuestion(error).toldTo(continuity).exception();
        }
    }

    @Override
    public boolean isConnectionLoss(String code) {
        return code.equals(DriverFailure.CONNECTION_LOST);
    }

    @Override
    public ProgressStore progress() {
        return progress.orElseThrow(() -> new IllegalStateException("a dry run keeps no progress"));
    }

    @Override
    public void close() {
        session.close();
    }
}
