package dev.millrace.postgres;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.target.Access;
import dev.millrace.core.target.ProgressStore;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import dev.millrace.core.target.TargetException;
import dev.millrace.core.target.TargetMeter;
import dev.millrace.core.target.TargetTable;
import dev.millrace.postgres.OpenedTable.Held;
import dev.millrace.postgres.PostgresSettings.Layout;
import dev.millrace.postgres.PostgresSettings.SchemaEvolution;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL, or Aurora PostgreSQL, as a target. Each call takes one connection for as long as it lasts and answers before it
 * returns; all of them are safe for all threads. A batch becomes one transaction per table, more where its values are large.
 */
public final class PostgresTarget implements Target {
    private final SqlSessions sessions;
    private final BatchWriter writer;
    private final PostgresProgress progress;
    private final Optional<TombstonePurge> purge;
    private final boolean grows;
    private final IgnoredColumns ignored = new IgnoredColumns();
    private final LongAdder added = new LongAdder();
    private final Map<String, GrowingTable> tables = new HashMap<>();
    /** By the table's name: the columns that it gets later are none of its key. */
    private final Map<String, HeldVersions> held = new HashMap<>();

    private PostgresTarget(PostgresSettings settings, Access access) {
        Route route = Opening.route(settings, access);
        this.grows = settings.schemaEvolution() == SchemaEvolution.ADD;
        List<QualifiedName> versionTables = new ArrayList<>();
        boolean sidecar = settings.layout() == Layout.SIDECAR;
        RowTravel travel = route.travel();
        Shapes shapes = new Shapes(settings.layout(), travel, settings.schemaEvolution(), ignored, added::add);
        for (OpenedTable opened : Opening.tables(settings, access, route)) {
            GrowingTable table = new GrowingTable(shapes, opened);
            tables.put(opened.source(), table);
            versionTables.add(MappedTable.versionTableOf(opened.table().name()));
            if (opened.held() == Held.IN_DATABASE) {
                held.put(
                        table.shape().name(),
                        sidecar ? HeldVersions.sidecar(opened, travel) : HeldVersions.inline(opened, travel));
            }
        }
        this.sessions = route.sessions();
        this.writer = new BatchWriter(sessions, shapes::writerOf);
        this.progress = new PostgresProgress(sessions, travel);
        this.purge = settings.tombstonesKept()
                .filter(kept -> sidecar && access == Access.WRITE)
                .map(kept -> new TombstonePurge(sessions, versionTables, kept));
        purge.ifPresent(TombstonePurge::start);
    }

    /**
     * Connects, creates what is missing where the settings say so, and checks every table. Several may open at once.
     *
     * @throws dev.millrace.core.config.UnreachableException when the server does not answer
     * @throws dev.millrace.core.config.ConfigurationException when it refuses the login, or with all problems of the tables;
     *     then nothing was created
     */
    public static PostgresTarget open(PostgresSettings settings) {
        return new PostgresTarget(settings, Access.WRITE);
    }

    /**
     * The same for a dry run: creates nothing, and a write is answered {@code UNAVAILABLE} with 25006. A version table that is
     * missing counts as empty; with auto-create, a missing target table counts as empty too, as its definition describes it.
     *
     * @throws dev.millrace.core.config.UnreachableException when the server does not answer
     * @throws dev.millrace.core.config.ConfigurationException as {@link #open} does
     */
    public static PostgresTarget openReadOnly(PostgresSettings settings) {
        return new PostgresTarget(settings, Access.READ);
    }

    @Override
    public Optional<TargetTable> table(String sourceTable) {
        return Optional.ofNullable(tables.get(sourceTable)).map(GrowingTable::shape);
    }

    @Override
    public Optional<TargetTable> table(Change change) throws Rejection {
        @Nullable GrowingTable table = tables.get(change.table());
        if (table == null) {
            return Optional.empty();
        }
        return Optional.of(grows ? table.shapeFor(change) : table.shape());
    }

    @Override
    public void write(List<RowWrite> batch, Answers answers) {
        writer.write(batch, answers);
    }

    @Override
    public List<Optional<ChangeVersion>> heldVersions(TargetTable table, List<RowKey> keys) {
        @Nullable HeldVersions versions = held.get(table.name());
        if (versions == null) {
            return Collections.nCopies(keys.size(), Optional.empty());
        }
        try (SqlSession session = sessions.borrow()) {
            List<Optional<ChangeVersion>> found = versions.read(session, keys);
            session.commit();
            return found;
        } catch (SQLException error) {
            throw new TargetException(SqlStateClassifier.kind(error), SqlStateClassifier.code(error));
        }
    }

    /** One connection answers; the pool does the same with every other idle one, as often. */
    @Override
    public void ping() {
        try (SqlSession session = sessions.borrow()) {
            session.execute("SELECT 1");
            session.commit();
        } catch (SQLException error) {
            throw new TargetException(SqlStateClassifier.kind(error), SqlStateClassifier.code(error));
        }
    }

    @Override
    public boolean isConnectionLoss(String code) {
        return SqlStateClassifier.isConnectionLoss(code);
    }

    @Override
    public List<TargetMeter> meters() {
        return List.of(
                TargetMeter.counter("ignored_columns", "Columns of images that were left out", ignored::count),
                TargetMeter.counter("added_columns", "Columns that tables have got", added::sum),
                TargetMeter.counter(
                        "purged_tombstones",
                        "Tombstones that were taken out after the replay horizon",
                        () -> purge.map(TombstonePurge::purged).orElse(0L)));
    }

    @Override
    public ProgressStore progress() {
        return progress;
    }

    @Override
    public void close() {
        purge.ifPresent(TombstonePurge::close);
        sessions.close();
    }
}
