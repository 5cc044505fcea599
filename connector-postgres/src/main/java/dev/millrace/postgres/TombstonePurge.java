package dev.millrace.postgres;

import dev.millrace.core.target.TargetException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes tombstones out of version tables once no record can come again that they keep away. Goes through a table from its first page
 * to its last, a few at a time with a rest between: it needs no index, which every write would have to keep up, and it locks few rows
 * for a moment. What somebody else has locked it leaves for the next time, so it waits for nobody. Several connectors may do it at once.
 * Has one thread, until it is closed.
 */
final class TombstonePurge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TombstonePurge.class);

    /** Half a megabyte: some thousand rows. */
    private static final int PAGES = 64;

    private static final Duration REST = Duration.ofMillis(10);
    private static final Duration SHORTEST_INTERVAL = Duration.ofMinutes(1);
    private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);

    private final SqlSessions sessions;
    private final List<QualifiedName> versionTables;
    private final Duration kept;
    private final LongAdder purged = new LongAdder();
    private final ScheduledExecutorService thread;

    /** @param kept how long a tombstone stays, from when its delete was applied */
    TombstonePurge(SqlSessions sessions, List<QualifiedName> versionTables, Duration kept) {
        this.sessions = sessions;
        this.versionTables = List.copyOf(versionTables);
        this.kept = kept;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "tombstone-purge");
            made.setDaemon(true);
            return made;
        });
    }

    /** Begins: often enough that no tombstone stays for much longer than it has to. */
    void start() {
        long seconds = Math.max(
                SHORTEST_INTERVAL.toSeconds(),
                Math.min(LONGEST_INTERVAL.toSeconds(), kept.dividedBy(10).toSeconds()));
        Future<?> unused =
                thread.scheduleWithFixedDelay(this::all, SHORTEST_INTERVAL.toSeconds(), seconds, TimeUnit.SECONDS);
    }

    /** How many tombstones it has taken out. */
    long purged() {
        return purged.sum();
    }

    private void all() {
        for (QualifiedName table : versionTables) {
            try {
                long gone = sweep(table);
                if (gone > 0) {
                    LOG.info("{} tombstones of {} are older than {} and were purged", gone, table.display(), kept);
                }
            } catch (TargetException failure) {
                // Nothing depends on it: the next time will do.
                LOG.warn("tombstones of {} were not purged now: {}", table.display(), failure.code());
            } catch (RuntimeException defect) {
                // It must not end the purging, and its message may hold data.
                LOG.error(
                        "tombstones of {} were not purged for a defect of ours, please report it: {}",
                        table.display(),
                        defect.getClass().getName());
            }
        }
    }

    /**
     * Goes through a table once. Returns how many tombstones it took out.
     *
     * @throws TargetException when the database does not let it
     */
    long sweep(QualifiedName table) {
        long gone = 0;
        try {
            long pages = pages(table);
            for (long from = 0; from < pages && !thread.isShutdown(); from += PAGES) {
                gone += purge(table, from);
                LockSupport.parkNanos(REST.toNanos());
            }
            return gone;
        } catch (SQLException error) {
            throw new TargetException(SqlStateClassifier.kind(error), SqlStateClassifier.code(error));
        } finally {
            purged.add(gone);
        }
    }

    private long pages(QualifiedName table) throws SQLException {
        String sql = "SELECT pg_relation_size('" + table.sql().replace("'", "''") + "'::regclass)"
                + " / current_setting('block_size')::bigint + 1";
        try (SqlSession session = sessions.borrow()) {
            long pages = session.query(sql).get(0).whole(1);
            session.commit();
            return pages;
        }
    }

    private long purge(QualifiedName table, long from) throws SQLException {
        String deleted = Identifier.quote(VersionColumns.DELETED);
        String applied = Identifier.quote(VersionColumns.APPLIED_AT);
        String old = "SELECT ctid FROM " + table.sql() + " WHERE ctid >= '(" + from + ",0)'::tid AND ctid < '("
                + (from + PAGES) + ",0)'::tid AND " + deleted + " AND " + applied
                + " < now() - ? * interval '1 millisecond' FOR UPDATE SKIP LOCKED";
        try (SqlSession session = sessions.borrow()) {
            long gone = session.update(
                    "DELETE FROM " + table.sql() + " WHERE ctid = ANY(ARRAY(" + old + "))",
                    List.of(new Parameter.Whole(kept.toMillis())));
            session.commit();
            return gone;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
