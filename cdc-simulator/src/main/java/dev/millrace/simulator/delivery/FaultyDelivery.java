package dev.millrace.simulator.delivery;

import dev.millrace.simulator.source.Sequenced;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Stands between the source's log and a sink and does what networks, retries and re-runs do: sends changes twice, replays
 * chunks of the stream much later, sends changes late. Loses nothing: after {@link #flush()} every change was delivered at
 * least once. A position is the place of a change in the log, so a change that is late by k is overtaken by k others at the
 * most. In memory it holds the late ones, the copies within their window, and the chunks that wait for their replay. Owned
 * by one thread.
 *
 * @param <C> what a change is
 */
public final class FaultyDelivery<C extends Sequenced> {
    private final DeliveryFaults faults;
    private final DeliverySink<C> sink;
    private final RandomGenerator lateness;
    private final RandomGenerator copies;
    private final RandomGenerator distances;
    private final ReplayRecorder<C> recorder;
    private final HeldBack<C> soon = new HeldBack<>();
    private final HeldBack<C> replays = new HeldBack<>();

    private long position;
    private long newestDelivered;
    private long changes;
    private long duplicates;
    private long replayed;
    private long late;

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
        Delivered<C> first = new Delivered<>(change, Delivered.Kind.FIRST);
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

    private void sendDue(HeldBack<C> held, long due) throws InterruptedException {
        for (Optional<List<Delivered<C>>> entry = held.poll(due); entry.isPresent(); entry = held.poll(due)) {
            for (Delivered<C> delivered : entry.get()) {
                send(delivered);
            }
        }
    }

    private void send(Delivered<C> delivered) throws InterruptedException {
        sink.accept(delivered);
        switch (delivered.kind()) {
            case FIRST -> sentFirst(delivered.change());
            case DUPLICATE -> duplicates++;
            case REPLAY -> replayed++;
        }
    }

    private void sentFirst(C change) {
        changes++;
        if (change.ordinal() < newestDelivered) {
            late++;
        }
        newestDelivered = Math.max(newestDelivered, change.ordinal());
        if (copies.nextDouble() < faults.duplicates()) {
            long behind = copies.nextInt(faults.duplicateWindow() + 1);
            soon.hold(position + behind, List.of(new Delivered<>(change, Delivered.Kind.DUPLICATE)));
        }
        holdForReplay(recorder.record(change));
    }

    private void holdForReplay(List<C> chunk) {
        if (!chunk.isEmpty()) {
            long farthest = Math.max(faults.expectedChanges() - position, faults.longestChunk());
            replays.hold(
                    position + distances.nextLong(1, farthest + 1),
                    chunk.stream()
                            .map(change -> new Delivered<>(change, Delivered.Kind.REPLAY))
                            .toList());
        }
    }
}
