package dev.millrace.core.engine;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/** A member of the simulated group and its part in the rebalances: what it gives up, takes and loses, and whom it tells. */
final class SimulatedMember {
    private final SimulatedBroker broker;
    private final SimulatedProcess process;
    private final SimulationAudit audit;
    private final SimulatedPartitions held;
    private Optional<ConsumerRebalanceListener> listener = Optional.empty();
    private boolean inCallback;
    private boolean killed;
    private boolean expelled;
    private long joinedIn;
    private long revokedIn;

    SimulatedMember(SimulatedBroker broker, SimulatedProcess process, SimulationAudit audit, SimulatedPartitions held) {
        this.broker = broker;
        this.process = process;
        this.audit = audit;
        this.held = held;
    }

    void listen(ConsumerRebalanceListener toCall) {
        listener = Optional.of(toCall);
    }

    void kill() {
        killed = true;
        broker.died(this);
    }

    /** Its partitions are somebody else's; it hears of it in its next poll. */
    void expel() {
        if (!held.isEmpty() && !expelled) {
            process.happened(SimulationFault.LOST);
            expelled = true;
        }
        broker.left(this);
    }

    /** Gives up what it has, or learns that it has lost it, and goes. */
    void leave() {
        if (expelled) {
            lose(held.partitions());
        } else {
            revoke(held.partitions());
        }
        broker.left(this);
    }

    void requireAlive() {
        if (killed) {
            throw new SimulatedProcess.Died();
        }
    }

    boolean isInCallback() {
        return inCallback;
    }

    boolean isExpelled() {
        return expelled;
    }

    /** The generation that it has last been given its share in. */
    long joinedIn() {
        return joinedIn;
    }

    /** The generation that it has last given something up for. */
    long revokedIn() {
        return revokedIn;
    }

    /** Whether a rebalance is under way that it has not gone through. */
    boolean isJoining() {
        return joinedIn < broker.generation() && !inCallback;
    }

    /** Whether a poll would change what is held, or say so. */
    boolean hasRebalanceToDo() {
        if (expelled || !broker.isMember(this)) {
            return true;
        }
        if (broker.protocol() == SimulationSettings.Protocol.EAGER) {
            return revokedIn < broker.generation() || (joinedIn < broker.generation() && broker.isEverybodyReady());
        }
        return joinedIn < broker.generation() || !freeOnes().isEmpty();
    }

    /** What a poll does before it fetches. */
    void rebalance() {
        if (expelled) {
            lose(held.partitions());
        }
        if (!broker.isMember(this)) {
            broker.join(this);
        }
        switch (broker.protocol()) {
            case EAGER -> giveUpEverything();
            case COOPERATIVE -> giveUpAndTake(SimulationSettings.PARTITIONS);
            case CONSUMER -> giveUpAndTake(1);
        }
    }

    private void giveUpEverything() {
        long generation = broker.generation();
        if (revokedIn < generation) {
            revoke(held.partitions());
            revokedIn = generation;
        }
        if (joinedIn < generation && generation == broker.generation() && broker.isEverybodyReady()) {
            joinedIn = generation;
            assign(broker.assignmentOf(this));
        }
    }

    private void giveUpAndTake(int atOnce) {
        boolean joins = joinedIn < broker.generation();
        revokedIn = broker.generation();
        Set<TopicPartition> unwanted = held.partitions();
        unwanted.removeAll(broker.assignmentOf(this));
        revoke(first(unwanted, atOnce));
        if (unwanted.size() <= atOnce) {
            joinedIn = revokedIn;
        }
        Set<TopicPartition> added = first(freeOnes(), atOnce);
        if (!added.isEmpty() || (joins && broker.protocol() == SimulationSettings.Protocol.COOPERATIVE)) {
            assign(added);
        }
    }

    private Set<TopicPartition> freeOnes() {
        Set<TopicPartition> free = broker.assignmentOf(this);
        free.removeIf(partition -> held.has(partition) || !broker.isFree(partition));
        return free;
    }

    private static Set<TopicPartition> first(Set<TopicPartition> partitions, int most) {
        Set<TopicPartition> few = SimulatedBroker.inOrder();
        partitions.stream().limit(most).forEach(few::add);
        return few;
    }

    private void revoke(Set<TopicPartition> revoked) {
        if (revoked.isEmpty()) {
            return;
        }
        process.happened(SimulationFault.REBALANCE);
        call(() -> {
            held.leave(revoked);
            listener.orElseThrow().onPartitionsRevoked(revoked);
        });
        held.forget(revoked);
        broker.released(this, revoked);
    }

    private void lose(Set<TopicPartition> lost) {
        call(() -> {
            expelled = false;
            held.forget(lost);
            listener.orElseThrow().onPartitionsLost(lost);
        });
    }

    private void assign(Set<TopicPartition> added) {
        for (TopicPartition partition : added) {
            held.take(partition, broker.committed(partition), audit.epoch());
        }
        broker.taken(this, added);
        call(() -> listener.orElseThrow().onPartitionsAssigned(added));
    }

    private void call(Runnable callback) {
        long start = process.nanos();
        inCallback = true;
        process.othersGoOn();
        requireAlive();
        callback.run();
        process.othersGoOn();
        requireAlive();
        inCallback = false;
        audit.calledBack(process.nanos() - start);
    }
}
