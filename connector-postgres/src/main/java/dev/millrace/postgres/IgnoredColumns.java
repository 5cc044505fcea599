package dev.millrace.postgres;

import dev.millrace.core.target.UnknownColumns;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leaves unknown columns out: counts them, and names each once in the log. Safe for all threads. */
final class IgnoredColumns implements UnknownColumns {
    private static final Logger LOG = LoggerFactory.getLogger(IgnoredColumns.class);
    /** Of all tables together; records that make up names must not fill the memory. */
    private static final int MOST_TOLD = 1_000;

    private final LongAdder met = new LongAdder();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    @Override
    public void met(String table, String column) {
        met.increment();
        if (told.size() < MOST_TOLD && SourceNames.isPlain(column) && told.add(table + "." + column)) {
            LOG.warn("{} has no column for the source's {}, which is left out", table, column);
        }
    }

    /** Columns of images that were left out. */
    long count() {
        return met.sum();
    }
}
