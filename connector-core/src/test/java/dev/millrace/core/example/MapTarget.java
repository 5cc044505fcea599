package dev.millrace.core.example;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.example.MapDatabase.Entry;
import dev.millrace.core.target.Continuity;
import dev.millrace.core.target.DefinedTable;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.KeyedProgress;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.ProgressStore;
import dev.millrace.core.target.RowCalls;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import dev.millrace.core.target.TargetTable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** {@link MapDatabase} as a target. Safe for all threads. */
final class MapTarget implements Target {
    private static final Outcome.Failed BUSY = new Outcome.Failed(FailureKind.TRANSIENT, "MAP_BUSY", Outcome.Scope.ROW);

    private final MapDatabase database;
    private final List<DefinedTable> tables;
    private final Continuity continuity = new Continuity();
    private final RowCalls calls;
    private final ProgressStore progress;

    /** @param inFlight most calls at once */
    MapTarget(MapDatabase database, List<DefinedTable> tables, int inFlight) {
        this.database = database;
        this.tables = tables;
        this.calls = new RowCalls(this::write, inFlight, this::failed, BUSY::equals);
        this.progress = new KeyedProgress(new MapProgress(database), continuity);
    }

    @Override
    public Optional<TargetTable> table(String sourceTable) {
        return tables.stream()
                .filter(table -> table.source().equals(sourceTable))
                .map(DefinedTable::table)
                .findFirst();
    }

    @Override
    public void write(List<RowWrite> batch, Answers answers) {
        calls.write(batch, answers);
    }

    private CompletionStage<Outcome> write(RowWrite write) {
        return database.putIfNewer(write.table().name(), write.key().values(), new Entry(write.version(), write.row()))
                .thenApply(applied -> applied ? Outcome.APPLIED : Outcome.STALE);
    }

    /** Whatever is not known is nobody's fault: the breaker opens, and the write comes again, perhaps to a database that was restored. */
    private Outcome.Failed failed(Throwable failure) {
        if (failure instanceof MapDatabase.BusyException) {
            return BUSY;
        }
        if (failure instanceof MapDatabase.RefusedException) {
            return new Outcome.Failed(FailureKind.POISON, "VALUE_REFUSED", Outcome.Scope.ROW);
        }
        continuity.broken();
        return new Outcome.Failed(FailureKind.UNAVAILABLE, "MAP_UNKNOWN", Outcome.Scope.ROW);
    }

    @Override
    public List<Optional<ChangeVersion>> heldVersions(TargetTable table, List<RowKey> keys) {
        return keys.stream()
                .map(key -> Optional.ofNullable(database.entries(table.name()).get(key.values()))
                        .map(Entry::version))
                .toList();
    }

    @Override
    public ProgressStore progress() {
        return progress;
    }

    @Override
    public void close() {}
}
