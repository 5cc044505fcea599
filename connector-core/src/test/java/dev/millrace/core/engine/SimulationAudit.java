package dev.millrace.core.engine;

import dev.millrace.core.change.RowKey;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowWrite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Asserts, of one process and from outside, what must always hold: it sees the calls of the store, the dead letters, the polls
 * and the commits, and nothing of the engine's own account of them.
 */
final class SimulationAudit {
    private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(3);
    /** Even a wait without time takes a little. */
    private static final long WAIT_OF_NOTHING_NANOS = 1_000;

    /** The farthest place of a row's changes in its partition that the store has answered for. */
    private record Mark(String laneKey, long call, long offset) {}

    /** A row on its way through one lane; other lanes may carry it too, and versions put them in order. */
    private record InFlight(String laneKey, RowKey row) {}

    private record Pending(SimulatedPartitions.Held held, SimulatedBroker.Entry entry) {}

    private final SimulatedProcess process;
    private final SimulatedBroker broker;
    private final SimulatedWorkload workload;
    private final EngineSettings settings;
    private final boolean ordered;
    private final SimulationLedger ledger = new SimulationLedger();
    private final Map<RowKey, Mark> marks = new HashMap<>();
    private final Map<RowWrite, Long> transientAt = new HashMap<>();
    private final Set<RowKey> waiting = new HashSet<>();
    /** Rows that have waited for others: their records may keep the pipeline busy no longer. */
    private final Set<RowKey> waitedOnce = new HashSet<>();

    private final SettlementWatch watch;
    private final Set<InFlight> inFlight = new HashSet<>();
    private final List<List<Pending>> polls = new ArrayList<>();
    private boolean pollCounted;
    private boolean breakerOpenAtPoll;
    /** The last call that was to find out whether the target is back, until all of it is answered; then 0. */
    private long probe;

    private long probedOpening;

    private long numbers;
    private long lettersSent;
    private long activityNanos;

    SimulationAudit(
            SimulatedProcess process,
            SimulatedBroker broker,
            SimulatedWorkload workload,
            EngineSettings settings,
            SettlementWatch watch,
            boolean ordered) {
        this.watch = watch;
        this.process = process;
        this.broker = broker;
        this.workload = workload;
        this.settings = settings;
        this.ordered = ordered;
        this.activityNanos = process.nanos();
    }

    private AssertionError broken(String how) {
        return new AssertionError(how + ": " + process);
    }

    /** An assignment begins: its calls and letters have this number or a higher one. */
    long epoch() {
        activityNanos = process.nanos();
        return numbers + 1;
    }

    /** A call of the store begins. Gives its number. */
    long begins(List<RowWrite> batch) {
        activityNanos = process.nanos();
        if (process.isHalted()) {
            throw broken("a call after the engine halted");
        }
        long number = ++numbers;
        if (process.isBreakerOpen()) {
            if (probe > 0 && probedOpening == process.breakerOpenings()) {
                throw broken("a second probe");
            }
            probe = number;
            probedOpening = process.breakerOpenings();
        }
        watch.began(number);
        Set<RowKey> rows = new HashSet<>();
        for (RowWrite write : batch) {
            SimulatedWorkload.Event event = workload.event(write);
            if (!rows.add(write.key())) {
                throw broken("two writes of one row in a batch");
            }
            if (!inFlight.add(new InFlight(laneKey(event), write.key()))) {
                throw broken("a row is in flight twice");
            }
            if (!process.consumer().held().isActive(event.partition())) {
                throw broken("a write of partition " + event.partition() + ", which is gone");
            }
            requireOrder(write, event);
            @Nullable Long refused = transientAt.remove(write);
            if (refused != null
                    && process.nanos() - refused < settings.retry().first().toNanos() / 2) {
                throw broken("a write is tried again at once");
            }
        }
        return number;
    }

    private static String laneKey(SimulatedWorkload.Event event) {
        return event.key().orElse("partition " + event.partition());
    }

    private void requireOrder(RowWrite write, SimulatedWorkload.Event event) {
        @Nullable Mark mark = marks.get(write.key());
        if (!ordered || mark == null || !event.isSingle() || !mark.laneKey().equals(laneKey(event))) {
            return;
        }
        if (mark.call() >= epochOf(event) && event.offset() < mark.offset()) {
            throw broken("offset " + event.offset() + " of partition " + event.partition() + " after " + mark.offset());
        }
    }

    private long epochOf(SimulatedWorkload.Event event) {
        return process.consumer()
                .held()
                .of(new TopicPartition("bank", event.partition()))
                .epoch();
    }

    void answered(long number, RowWrite write, Outcome outcome) {
        activityNanos = process.nanos();
        SimulatedWorkload.Event event = workload.event(write);
        inFlight.remove(new InFlight(laneKey(event), write.key()));
        if (outcome instanceof Outcome.Failed failed) {
            switch (failed.kind()) {
                case TRANSIENT -> transientAt.put(write, process.nanos());
                case DEPENDENCY -> {
                    waiting.add(write.key());
                    waitedOnce.add(write.key());
                }
                case UNAVAILABLE, FATAL, POISON -> {}
            }
            return;
        }
        waiting.remove(write.key());
        ledger.earned(write, number);
        watch.answered(number, write, event);
        if (event.isSingle() && event.writes().size() == 1) {
            marks.put(write.key(), new Mark(laneKey(event), number, event.offset()));
        }
    }

    /** All of a call is answered. */
    void ended(long number) {
        if (probe == number) {
            probe = 0;
        }
    }

    boolean hasWaitingRow() {
        return !waiting.isEmpty();
    }

    /** A letter is sent. Gives its number. */
    long letterSent() {
        activityNanos = process.nanos();
        lettersSent++;
        if (lettersSent > settings.poisonLimit()) {
            throw broken("more dead letters than the limit");
        }
        return ++numbers;
    }

    void letterAcknowledged(int partition, long offset, long number) {
        activityNanos = process.nanos();
        ledger.acknowledged(partition, offset, number);
    }

    void polling() {
        breakerOpenAtPoll = process.isBreakerOpen();
    }

    void fetching() {
        pollCounted = false;
    }

    void fetched(SimulatedPartitions.Held held, List<SimulatedBroker.Entry> entries) {
        activityNanos = process.nanos();
        requireRoom(held);
        if (!pollCounted) {
            pollCounted = true;
            requireFreePipeline();
            polls.add(new ArrayList<>());
        }
        for (SimulatedBroker.Entry entry : entries) {
            polls.get(polls.size() - 1).add(new Pending(held, entry));
            if (entry.afterGap()) {
                process.happened(SimulationFault.GAP);
            }
            if (entry.duplicate()) {
                process.happened(SimulationFault.DUPLICATE);
            }
            if (entry.event().isOversized()) {
                process.happened(SimulationFault.OVERSIZED);
            }
        }
    }

    /** A partition rests from its share of the budget on, so it has its share and one poll in flight at the worst. */
    private void requireRoom(SimulatedPartitions.Held held) {
        int records = 0;
        long bytes = 0;
        boolean head = true;
        for (SimulatedBroker.Entry entry : broker.between(held.id(), held.settledBefore(), held.position())) {
            boolean settled = ledger.isSettled(held, entry);
            head &= settled;
            if (head) {
                held.settledBefore(entry.offset() + 1);
            } else if (!settled) {
                records++;
                bytes += entry.bytes();
            }
        }
        int partitions = process.consumer().held().count();
        boolean full =
                records >= settings.inFlightRecords() / partitions || bytes >= settings.inFlightBytes() / partitions;
        if (records > 0 && full) {
            throw broken("fetched with " + records + " records of " + bytes + " bytes in flight of " + held.id());
        }
        if (process.isDraining()) {
            throw broken("fetched while draining");
        }
    }

    private void requireFreePipeline() {
        for (List<Pending> poll : polls) {
            while (!poll.isEmpty() && keepsNothingBusy(poll.get(poll.size() - 1))) {
                poll.remove(poll.size() - 1);
            }
        }
        polls.removeIf(List::isEmpty);
        if (polls.size() >= settings.pipelineDepth()) {
            throw broken("fetched with " + polls.size() + " polls in flight");
        }
        if (breakerOpenAtPoll && !polls.isEmpty()) {
            throw broken("fetched while the target is away");
        }
    }

    private boolean keepsNothingBusy(Pending pending) {
        if (!process.consumer().held().isCurrent(pending.held()) || ledger.isSettled(pending.held(), pending.entry())) {
            return true;
        }
        for (RowWrite write : pending.entry().event().writes()) {
            if (waitedOnce.contains(write.key())) {
                return true;
            }
        }
        return false;
    }

    void committing(SimulatedPartitions.Held held, long committed, long to) {
        activityNanos = process.nanos();
        if (to > held.position()) {
            throw broken("commit of " + held.id() + " to " + to + ", past the position");
        }
        boolean mayGoBack =
                broker.isStoreSetBack() || !broker.isOwner(process.consumer().member(), held.id());
        if (to < committed && !mayGoBack) {
            throw broken("commit of " + held.id() + " back from " + committed + " to " + to);
        }
        for (SimulatedBroker.Entry entry : broker.between(held.id(), Math.min(held.settledBefore(), to), to)) {
            if (!ledger.isSettled(held, entry)) {
                throw broken("committed past " + held.id() + "@" + entry.offset() + ", which is not settled");
            }
        }
        held.settledBefore(Math.max(held.settledBefore(), to));
    }

    void calledBack(long nanos) {
        // What is paused was decided anew.
        breakerOpenAtPoll = false;
        if (nanos > settings.revokeBudget().toNanos() + WAIT_OF_NOTHING_NANOS) {
            throw broken("a callback of " + nanos + " ns");
        }
    }

    /** Work present means progress or a reason why not. */
    void requireProgress() {
        if (process.nanos() - activityNanos < LONGEST_STANDSTILL.toNanos() || process.hasReasonToRest()) {
            return;
        }
        for (SimulatedPartitions.Held held : process.consumer().held().list()) {
            if (broker.committed(held.id()) < broker.end(held.id())) {
                throw broken("nothing moves, and no reason is named");
            }
        }
    }
}
