package dev.millrace.core.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a lane has to write, in pieces that go to the target as they are, and in halves again where one failed. For one lane's thread. */
final class Pieces {
    private final Deque<List<RowTask>> pieces = new ArrayDeque<>();

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    int size() {
        return pieces.size();
    }

    void addFirst(List<RowTask> piece) {
        pieces.addFirst(piece);
    }

    void addLast(List<RowTask> piece) {
        pieces.addLast(piece);
    }

    /** Takes off the first piece; there has to be one. */
    void removeFirst() {
        pieces.removeFirst();
    }

    /** The first piece without the writes of partitions that went away, which stays in its place; an empty list where there is none. */
    List<RowTask> firstLive() {
        while (!pieces.isEmpty()) {
            List<RowTask> live = withoutEnded(pieces.removeFirst());
            if (!live.isEmpty()) {
                pieces.addFirst(live);
                return live;
            }
        }
        return List.of();
    }

    /** What an ended write had replaced may be another partition's: it stays. */
    private static List<RowTask> withoutEnded(List<RowTask> rows) {
        int ended = 0;
        while (ended < rows.size() && rows.get(ended).assignment().isActive()) {
            ended++;
        }
        if (ended == rows.size()) {
            return rows;
        }
        List<RowTask> live = new ArrayList<>(rows.subList(0, ended));
        for (RowTask task : rows.subList(ended, rows.size())) {
            @Nullable RowTask front = task;
            while (front != null && !front.assignment().isActive()) {
                front = front.predecessor();
            }
            if (front != null) {
                live.add(front);
            }
        }
        return live;
    }

    /**
     * A batch that was not answered comes again in halves, and a single write last: so a write that breaks its connection is
     * found, and does not keep the others from trying.
     */
    void addUnreached(List<RowTask> rows, int batchSize) {
        if (rows.size() == 1) {
            pieces.addLast(rows);
        } else {
            addHalves(rows, batchSize);
        }
    }

    /** A failure that is nobody's yet: half the rows at a time finds whose it is. */
    void addHalves(List<RowTask> rows, int batchSize) {
        if (rows.isEmpty()) {
            return;
        }
        if (rows.size() < batchSize) {
            pieces.addFirst(rows);
            return;
        }
        int middle = rows.size() / 2;
        pieces.addFirst(rows.subList(middle, rows.size()));
        pieces.addFirst(rows.subList(0, middle));
    }
}
