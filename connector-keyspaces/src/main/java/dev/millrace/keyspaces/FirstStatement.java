package dev.millrace.keyspaces;

import dev.millrace.core.change.RowKey;
import dev.millrace.core.target.RowWrite;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Guesses which statement decides a write of one table: an insert where the row is new, an update where it is there. A wrong guess costs
 * one statement more, nothing else. A load row is most likely new, a deleted row there. Of the others, keys that were met lately are there; for
 * the rest it is as it was with most of them lately. Safe for all threads, whose guesses may mix.
 */
final class FirstStatement {
    private static final int SLOTS = 1 << 16;
    /** How slowly a table's habit changes: by one of so many parts with each write. */
    private static final int HABIT = 1 << 4;

    private static final int ONE = 1 << 16;

    /** Hashes of keys that are there, each in the slot of its lowest bits; a newer one takes its place. */
    private final AtomicIntegerArray met = new AtomicIntegerArray(SLOTS);
    /** How many of the keys that were not met were there, of {@link #ONE}. A lost update among threads is only a worse guess. */
    private volatile int habit;

    Statement of(RowWrite write) {
        if (write.isDelete() || isMet(write.key())) {
            return Statement.UPDATE;
        }
        return write.version().hasToken() && habit > ONE / 2 ? Statement.UPDATE : Statement.INSERT;
    }

    /** @param wasThere whether the row was there before it was written */
    void learn(RowWrite write, boolean wasThere) {
        RowKey key = write.key();
        if (!isMet(key)) {
            met.setPlain(slot(key), key.hashCode());
            if (write.version().hasToken() && !write.isDelete()) {
                int seen = wasThere ? ONE : 0;
                int before = habit;
                habit = before + (seen - before) / HABIT;
            }
        }
    }

    private boolean isMet(RowKey key) {
        return met.getPlain(slot(key)) == key.hashCode();
    }

    private static int slot(RowKey key) {
        int hash = key.hashCode();
        return (hash ^ hash >>> 16) & SLOTS - 1;
    }
}
