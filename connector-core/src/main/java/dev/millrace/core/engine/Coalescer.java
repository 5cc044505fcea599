package dev.millrace.core.engine;

import dev.millrace.core.target.RowWrite;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps, for each row of a batch, the newest write in front of the ones that it replaces. Rows stay in the order in which they
 * came, as their records lie in memory. For its lane's thread.
 */
final class Coalescer {
    private static final int SPREAD = 0x9E3779B9;

    private final List<RowTask> fronts;
    private final List<RowTask> ties = new ArrayList<>();
    /** Open addressing with at most half of the places taken: a row's index in {@code fronts} plus one, or 0. */
    private int[] places;

    /** @param expected writes; there may be more */
    Coalescer(int expected) {
        fronts = new ArrayList<>(expected);
        places = new int[Integer.highestOneBit(Math.max(1, expected)) << 2];
    }

    void add(RowTask task) {
        int place = placeOf(task.write());
        int taken = places[place];
        if (taken == 0) {
            fronts.add(task);
            places[place] = fronts.size();
            if (2 * fronts.size() > places.length) {
                grow();
            }
        } else {
            RowTask earlier = fronts.get(taken - 1);
            if (earlier.isTiedWith(task)) {
                ties.add(task);
            }
            fronts.set(taken - 1, earlier.merge(task));
        }
    }

    private void grow() {
        places = new int[2 * places.length];
        for (int i = 0; i < fronts.size(); i++) {
            places[placeOf(fronts.get(i).write())] = i + 1;
        }
    }

    /** The row's place, or the free one that it would take. */
    private int placeOf(RowWrite write) {
        int mask = places.length - 1;
        int hash = write.key().hashCode() * SPREAD;
        int place = (hash ^ hash >>> 16) & mask;
        while (places[place] != 0 && !isOfRow(fronts.get(places[place] - 1).write(), write)) {
            place = (place + 1) & mask;
        }
        return place;
    }

    /** The later ones of two writes of a row that only their places in Kafka put in order. */
    List<RowTask> ties() {
        return ties;
    }

    private static boolean isOfRow(RowWrite one, RowWrite other) {
        return one.table().isSameAs(other.table()) && one.key().equals(other.key());
    }

    /** The newest write of each row. */
    List<RowTask> survivors() {
        return fronts;
    }
}
