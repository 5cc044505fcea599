package dev.millrace.core.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What a lane has to write, in pieces that go to the target as they are, and in halves again where one failed. Some go as soon as
 * the lane may write, others after a while. For one lane's thread.
 */
final class Pieces {
    private final HeldRows held;
    private final Deque<Piece> ready = new ArrayDeque<>();
    private final PriorityQueue<Piece> delayed =
            new PriorityQueue<>((one, other) -> Long.signum(one.dueNanos() - other.dueNanos()));
    private int delayedRows;

    /** @param held what rows take along that go out, and lose where all of it has ended */
    Pieces(HeldRows held) {
        this.held = held;
    }

    boolean isEmpty() {
        return ready.isEmpty() && delayed.isEmpty();
    }

    /** Whether some may go now. */
    boolean isReady() {
        return !ready.isEmpty();
    }

    /** Rows whose time has not come. */
    int delayedRows() {
        return delayedRows;
    }

    /** For messages. */
    int size() {
        return ready.size() + delayed.size();
    }

    void addFirst(Piece piece) {
        ready.addFirst(piece);
    }

    void addLast(Piece piece) {
        ready.addLast(piece);
    }

    /** They go in front of the others, or once their time has come; until then their rows are held. */
    void addAgain(Piece piece, long nowNanos) {
        if (piece.dueNanos() - nowNanos > 0) {
            piece.rows().forEach(held::hold);
            delayed.add(piece);
            delayedRows += piece.rows().size();
        } else {
            ready.addFirst(piece);
        }
    }

    /** Makes ready what is due. */
    void awaken(long nowNanos) {
        while (!delayed.isEmpty() && nowNanos - delayed.element().dueNanos() >= 0) {
            Piece due = delayed.remove();
            delayedRows -= due.rows().size();
            ready.addLast(due);
        }
    }

    /** How long until something is due; without end where nothing is delayed. */
    long waitNanos(long nowNanos) {
        return delayed.isEmpty() ? Long.MAX_VALUE : delayed.element().dueNanos() - nowNanos;
    }

    /** Takes off the first ready piece; there has to be one. */
    void removeFirst() {
        ready.removeFirst();
    }

    /**
     * The first ready piece with the newer writes of its rows and without those of partitions that went away. It stays in its place.
     */
    Optional<Piece> firstLive() {
        while (!ready.isEmpty()) {
            Piece first = ready.removeFirst();
            List<RowTask> live = withoutEnded(first.rows());
            if (!live.isEmpty()) {
                Piece piece = first.of(live);
                ready.addFirst(piece);
                return Optional.of(piece);
            }
        }
        return Optional.empty();
    }

    private List<RowTask> withoutEnded(List<RowTask> rows) {
        if (held.isEmpty() && isAllActive(rows)) {
            return rows;
        }
        List<RowTask> live = new ArrayList<>(rows.size());
        for (RowTask task : rows) {
            @Nullable RowTask front = held.withNewer(task);
            // What an ended write had replaced may be another partition's: it stays.
            while (front != null && !front.assignment().isActive()) {
                front = front.predecessor();
            }
            if (front != null) {
                live.add(front);
            } else {
                held.release(task);
            }
        }
        return live;
    }

    private static boolean isAllActive(List<RowTask> rows) {
        for (RowTask task : rows) {
            if (!task.assignment().isActive()) {
                return false;
            }
        }
        return true;
    }

    /**
     * A batch that was not answered comes again in halves, and a single write last: so a write that breaks its connection is
     * found, and does not keep the others from trying.
     */
    void addUnreached(Piece piece, int batchSize, long nowNanos) {
        if (piece.rows().size() == 1 && piece.dueNanos() - nowNanos <= 0) {
            ready.addLast(piece);
        } else {
            addHalves(piece, batchSize, nowNanos);
        }
    }

    /** A failure that is nobody's yet: half the rows at a time finds whose it is. */
    void addHalves(Piece piece, int batchSize, long nowNanos) {
        List<RowTask> rows = piece.rows();
        if (rows.isEmpty()) {
            return;
        }
        if (rows.size() < batchSize || rows.size() == 1) {
            addAgain(piece, nowNanos);
            return;
        }
        int middle = rows.size() / 2;
        addAgain(piece.of(rows.subList(middle, rows.size())), nowNanos);
        addAgain(piece.of(rows.subList(0, middle)), nowNanos);
    }
}
