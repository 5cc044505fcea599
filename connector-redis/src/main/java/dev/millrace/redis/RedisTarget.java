package dev.millrace.redis;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.target.Access;
import dev.millrace.core.target.KeyedProgress;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.ProgressStore;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import dev.millrace.core.target.TargetException;
import dev.millrace.core.target.TargetMeter;
import dev.millrace.core.target.TargetTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Redis or Valkey as a target, a single server or a cluster. Each call takes a connection to each node that it needs for as long as it
 * lasts, and answers before it returns; all of them are safe for all threads.
 */
public final class RedisTarget implements Target {
    private final Access access;
    private final Topology topology;
    private final Pipeline pipeline;
    private final Procedures procedures;
    private final RollCall rollCall;
    private final RowWriter writer;
    private final HeldVersions held;
    private final RedisProgress cells;
    private final ProgressStore progress;
    private final Map<String, TargetTable> tables = new HashMap<>();
    private final Map<TargetTable, MappedTable> mapped = new HashMap<>();

    private RedisTarget(RedisSettings settings, Access access, Opening.Opened opened) {
        this.access = access;
        this.topology = opened.topology();
        this.procedures = opened.procedures();
        this.pipeline = new Pipeline(topology, procedures, new Replicas(settings));
        this.rollCall = new RollCall(topology);
        opened.tables().forEach((source, table) -> {
            tables.put(source, table.targetTable());
            mapped.put(table.targetTable(), table);
        });
        this.writer = new RowWriter(topology, pipeline, procedures, mapped);
        this.held = new HeldVersions(topology, pipeline);
        this.cells = new RedisProgress(settings, topology, rollCall, pipeline, procedures);
        this.progress = new KeyedProgress(cells, opened.continuity());
    }

    /**
     * Connects, loads its procedures and checks the servers. Several may open at once.
     *
     * @throws dev.millrace.core.config.UnreachableException when no server answers
     * @throws dev.millrace.core.config.ConfigurationException when the login is refused, or with all problems of servers and tables
     */
    public static RedisTarget open(RedisSettings settings) {
        return new RedisTarget(settings, Access.WRITE, Opening.open(settings, Access.WRITE));
    }

    /**
     * The same for a dry run: writes nothing and loads nothing, and a write is answered {@code UNAVAILABLE} with {@code READ_ONLY}.
     *
     * @throws dev.millrace.core.config.UnreachableException when no server answers
     * @throws dev.millrace.core.config.ConfigurationException as {@link #open} does
     */
    public static RedisTarget openReadOnly(RedisSettings settings) {
        return new RedisTarget(settings, Access.READ, Opening.open(settings, Access.READ));
    }

    static RedisTarget open(RedisSettings settings, Credentials credentials, LongSupplier nanoClock) {
        return new RedisTarget(settings, Access.WRITE, Opening.open(settings, Access.WRITE, credentials, nanoClock));
    }

    @Override
    public Optional<TargetTable> table(String sourceTable) {
        return Optional.ofNullable(tables.get(sourceTable));
    }

    @Override
    public void write(List<RowWrite> batch, Answers answers) {
        if (access == Access.READ) {
            for (int i = 0; i < batch.size(); i++) {
                answers.answer(i, Outcome.READ_ONLY);
            }
            return;
        }
        writer.write(batch, answers);
    }

    @Override
    public List<Optional<ChangeVersion>> heldVersions(TargetTable table, List<RowKey> keys) {
        return held.read(Objects.requireNonNull(mapped.get(table), "not a table of this target"), keys);
    }

    @Override
    public ProgressStore progress() {
        if (access == Access.READ) {
            throw new IllegalStateException("a dry run keeps no progress");
        }
        return progress;
    }

    /** Each primary answers, over each connection to it that nobody uses. */
    @Override
    public void ping() {
        try {
            rollCall.keepWarm();
        } catch (LinkFailure failure) {
            throw new TargetException(failure.outcome().kind(), failure.code());
        }
    }

    @Override
    public boolean isConnectionLoss(String code) {
        return LinkFailure.isConnectionLoss(code);
    }

    @Override
    public List<TargetMeter> meters() {
        return List.of(
                TargetMeter.counter("moved", "Answers that another node has a slot", pipeline::moved),
                TargetMeter.counter(
                        "library_loads", "Times that a server had to be given the procedures anew", procedures::loads),
                TargetMeter.counter(
                        "replica_waits_missed", "Batches that too few replicas had in time", pipeline::missed),
                TargetMeter.counter(
                        "failover_rewinds",
                        "Partitions that started over from earlier, after another server had taken a primary's place",
                        cells::rewinds));
    }

    Topology topology() {
        return topology;
    }

    @Override
    public void close() {
        topology.close();
    }
}
