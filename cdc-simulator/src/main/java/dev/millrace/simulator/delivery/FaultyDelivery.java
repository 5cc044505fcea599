package dev.millrace.simulator.delivery;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Stands between the source's log and a sink and does what networks, retries and re-runs do: sends changes twice, replays
 * chunks of the stream much later, sends changes late. Loses nothing: after {@link #flush()} every change was delivered at
 * least once. A position is the place of a change among those that were taken, so a change that is late by k is overtaken by k others
 * at the most. In memory it holds the late ones, the copies within their window, and the chunks that wait for their replay. Owned
 * by one thread.
 *
 * @param <C> what a change is
 */
public final class FaultyDelivery<C> {
    private final DeliveryFaults faults;
    private final DeliverySink<C> sink;
    private final RandomGenerator lateness;
    private final RandomGenerator copies;
    private final RandomGenerator distances;
    private final ReplayRecorder<C> recorder;
    private final HeldBack<Taken<C>> soon = new HeldBack<>();
    private final HeldBack<Taken<C>> replays = new HeldBack<>();

    private long position;
    /** The farthest position of those that were sent. */
    private long newestSent;

    private long changes;
    private long duplicates;
    private long replayed;
    private long late;

    /** A change to be sent, and the position at which it was taken. */
    private record Taken<C>(Delivered<C> delivered, long position) {}

    public FaultyDelivery(DeliveryFaults faults, DeliverySink<C> sink) {
        this.faults = faults;
        this.sink = sink;
        // One generator for each kind of fault: the rate of one does not move the others.
        SplittableRandom seeds = new SplittableRandom(faults.seed());
        this.lateness = seeds.split();
        this.copies = seeds.split();
        this.distances = seeds.split();
        this.recorder = new ReplayRecorder<>(faults, seeds.split());
    }

    /** Takes the next change of the log and sends what is due: possibly nothing, possibly many. */
    public void accept(C change) throws InterruptedException {
        position++;
        Taken<C> first = new Taken<>(new Delivered<>(change, Delivered.Kind.FIRST), position);
        if (lateness.nextDouble() < faults.late()) {
            soon.hold(position + lateness.nextInt(1, faults.lateWindow() + 1), List.of(first));
        } else {
            send(first);
        }
        sendDue(soon, position);
        sendDue(replays, position);
    }

    /** Sends everything that is still held, then flushes the sink. The stream may go on afterwards. */
    public void flush() throws InterruptedException {
        sendDue(soon, Long.MAX_VALUE);
        holdForReplay(recorder.cut());
        sendDue(replays, Long.MAX_VALUE);
        sink.flush();
    }

    /** What was sent so far. */
    public DeliveryCounts counts() {
        return new DeliveryCounts(changes, duplicates, replayed, late);
    }

    private void sendDue(HeldBack<Taken<C>> held, long due) throws InterruptedException {
        for (Optional<List<Taken<C>>> entry = held.poll(due); entry.isPresent(); entry = held.poll(due)) {
            for (Taken<C> taken : entry.get()) {
                send(taken);
            }
        }
    }

    private void send(Taken<C> taken) throws InterruptedException {
        sink.accept(taken.delivered());
        switch (taken.delivered().kind()) {
            case FIRST -> sentFirst(taken.delivered().change(), taken.position());
            case DUPLICATE -> duplicates++;
            case REPLAY -> replayed++;
        }
    }

    private void sentFirst(C change, long taken) {
        changes++;
        if (taken < newestSent) {
            late++;
        }
        newestSent = Math.max(newestSent, taken);
        if (copies.nextDouble() < faults.duplicates()) {
            long behind = copies.nextInt(faults.duplicateWindow() + 1);
            soon.hold(position + behind, List.of(again(change, Delivered.Kind.DUPLICATE)));
        }
        holdForReplay(recorder.record(change));
    }

    private void holdForReplay(List<C> chunk) {
        if (!chunk.isEmpty()) {
            long farthest = Math.max(faults.expectedChanges() - position, faults.longestChunk());
            replays.hold(
                    position + distances.nextLong(1, farthest + 1),
                    chunk.stream()
                            .map(change -> again(change, Delivered.Kind.REPLAY))
                            .toList());
        }
    }

    private Taken<C> again(C change, Delivered.Kind kind) {
        return new Taken<>(new Delivered<>(change, kind), position);
    }
}
