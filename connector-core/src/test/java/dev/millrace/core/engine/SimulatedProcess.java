package dev.millrace.core.engine;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.format.SourceRecord;
import dev.millrace.core.observe.ConnectorMetrics;
import dev.millrace.core.observe.Health;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/** A connector's process in the simulation: the poll loop and the lanes, which somebody else lets make their steps. */
final class SimulatedProcess {
    /** Unwinds the poll loop of a process that was killed while it waited. */
    static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Died() {
            super("killed", null, false, false);
        }
    }

    private final String name;
    private final Simulation world;
    private final SimulationAudit audit;
    private final SettlementWatch watch = new SettlementWatch();
    private final SimulatedConsumer consumer;
    private final SimulatedDeadLetters.Sender letters;
    private final EngineSettings settings;
    private final EngineParts parts;
    private final List<SimulatedWorker> workers = new ArrayList<>();
    private final Runnable loop = this::loop;
    private final Runnable post;
    private long behindNanos;
    private long awayUntilNanos;
    private boolean standsStill;
    private boolean inLoop;
    private boolean dead;
    private boolean stopping;
    private boolean draining;
    private boolean gone;

    SimulatedProcess(String name, Simulation world, EngineSettings settings, long seed) {
        this.name = name;
        this.world = world;
        this.settings = settings;
        this.audit = new SimulationAudit(
                this,
                world.broker(),
                world.workload(),
                settings,
                watch,
                !world.settings().wandering());
        this.consumer = new SimulatedConsumer(
                world.broker(), this, audit, world.settings().maxPollRecords());
        this.letters = world.deadLetters().new Sender(this);
        this.post = letters::goOn;
        ConnectorMetrics metrics = new ConnectorMetrics(new CompositeMeterRegistry(), Clock.systemUTC(), "test");
        this.parts = EngineParts.assemble(
                consumer,
                this::read,
                world.store().connection(this),
                Samples.origin(),
                letters,
                settings,
                metrics,
                new Health(metrics, Clock.systemUTC(), Duration.ofSeconds(20)),
                this::nanos,
                new SplittableRandom(seed),
                () -> new SimulatedSignal(world, this));
        parts.lanes().forEach(lane -> workers.add(new SimulatedWorker(this, lane)));
        workers.add(new SimulatedWorker(this, parts.keeper()));
        consumer.subscribe(List.of("bank"), parts.loop().rebalances());
        world.broker().join(consumer.member());
    }

    private Optional<Change> read(SourceRecord record) throws Rejection {
        watch.read((PendingRecord) record, world.workload().event(record.value()));
        return world.workload().read(record);
    }

    /** Once every lane rests, and knows all answers, what was answered is settled. */
    void requireSettled() {
        if (!dead
                && !standsStill
                && !parts.state().isStopping()
                && workers.stream().noneMatch(SimulatedWorker::isReady)) {
            watch.requireSettled();
        }
    }

    SimulatedConsumer consumer() {
        return consumer;
    }

    SimulationAudit audit() {
        return audit;
    }

    /** Its own clock: stands while others hold it up where it would go on. */
    long nanos() {
        return world.nanos() - behindNanos;
    }

    void heldUp(long nanos) {
        behindNanos += nanos;
    }

    /** Adds what this process could do next. */
    void addSteps(List<Runnable> possible) {
        if (dead || standsStill) {
            return;
        }
        if (!inLoop && !isAway() && (consumer.hasNews() || nanos() >= consumer.idleUntilNanos())) {
            // More often than the lanes: it has to be back at its poll.
            possible.add(loop);
            possible.add(loop);
        }
        if (!parts.state().isStopping()) {
            for (SimulatedWorker worker : workers) {
                if (worker.isReady()) {
                    possible.add(worker);
                }
            }
        }
        if (letters.isUnderWay()) {
            possible.add(post);
        }
    }

    /** When it would do something if nobody woke it, on the clock of the world. */
    long nextNanos() {
        if (dead) {
            return Long.MAX_VALUE;
        }
        long next = Long.MAX_VALUE;
        if (isAway()) {
            next = awayUntilNanos;
        } else if (!inLoop) {
            next = consumer.idleUntilNanos() + behindNanos;
        }
        if (!standsStill && !parts.state().isStopping()) {
            for (SimulatedWorker worker : workers) {
                next = Math.min(next, worker.untilNanos() + behindNanos);
            }
        }
        return next;
    }

    /** Does not poll until then, and if it stands still does nothing else either. Returns whether it can be so now. */
    boolean suspend(long untilNanos, boolean still) {
        if (inLoop || isAway()) {
            return false;
        }
        happened(SimulationFault.SUSPENDED);
        awayUntilNanos = untilNanos;
        standsStill = still;
        return true;
    }

    boolean isAway() {
        return awayUntilNanos > 0;
    }

    boolean standsStill() {
        return standsStill;
    }

    /** Comes back when its time has come. */
    void wakeIfDue() {
        if (isAway() && world.nanos() >= awayUntilNanos) {
            awayUntilNanos = 0;
            standsStill = false;
            consumer.excuse();
        }
    }

    private void loop() {
        inLoop = true;
        try {
            if (stopping) {
                end();
            } else {
                parts.loop().step();
                requirePausesAsNamed();
            }
        } catch (WakeupException stop) {
            stopping = true;
        } catch (Died killed) {
            gone = true;
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        } finally {
            inLoop = false;
            gone |= dead;
        }
    }

    /** As {@link Engine#run()} does after its last step. */
    private void end() throws InterruptedException {
        long start = nanos();
        draining = true;
        parts.loop().drainAndCommit(settings.drainBudget());
        parts.state().stopLanes();
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(5)));
        // In the worst case each takes a whole revoke budget: a callback in the last poll, the last commit, the close.
        Duration most = settings.drainBudget()
                .plus(settings.revokeBudget().multipliedBy(3))
                .plusMillis(1);
        if (nanos() - start > most.toNanos()) {
            throw new AssertionError(this + " took " + (nanos() - start) + " ns to end");
        }
        dead = true;
        gone = true;
    }

    private void requirePausesAsNamed() {
        for (SimulatedPartitions.Held held : consumer.held().list()) {
            if (held.isPaused() != parts.loop().pausedFor(held.id()).isPresent()) {
                throw new AssertionError(held.id() + (held.isPaused() ? " rests" : " does not rest") + ": " + this);
            }
        }
    }

    void await(Duration longest) {
        world.await(this, new SimulatedSignal(world, this), 0, longest);
    }

    void othersGoOn() {
        world.othersGoOn(this);
    }

    void stop() {
        happened(SimulationFault.STOPPED);
        stopping = true;
        consumer.wakeup();
    }

    /** Killed: nothing of it makes a step any more. */
    void die() {
        happened(
                world.store().calls().hasWrittenFor(this)
                        ? SimulationFault.KILLED_BEFORE_ANSWER
                        : SimulationFault.KILLED);
        dead = true;
        consumer.member().kill();
        gone = !inLoop;
    }

    boolean isDead() {
        return dead;
    }

    boolean isEnding() {
        return dead || stopping;
    }

    boolean isDraining() {
        return draining;
    }

    boolean isGone() {
        return gone;
    }

    boolean isBreakerOpen() {
        return parts.breaker().reason().isPresent();
    }

    long breakerOpenings() {
        return parts.breaker().openings();
    }

    boolean isHalted() {
        return parts.state().halted().isPresent();
    }

    /** Whether the partition is not, or not any more, this process's. */
    boolean isForeignTo(int partition) {
        return !world.broker().isOwner(consumer.member(), new TopicPartition("bank", partition));
    }

    Optional<Throwable> failure() {
        return dead ? Optional.empty() : parts.state().failure();
    }

    boolean hasLetterWaiting() {
        return letters.isWaiting();
    }

    boolean hasReasonToRest() {
        return isEnding()
                || isAway()
                || isHalted()
                || isBreakerOpen()
                || letters.isWaiting()
                || world.store().calls().hasOpen(this)
                // In a callback no pause has a name any more; how long one takes is looked at elsewhere.
                || consumer.member().isInCallback()
                || waitsForProgressOrGap();
    }

    private boolean waitsForProgressOrGap() {
        return consumer.held().list().stream()
                .map(held -> parts.loop().pausedFor(held.id()))
                .anyMatch(reason -> reason.isPresent()
                        && (reason.get() == PauseReason.PROGRESS || reason.get() == PauseReason.GAP));
    }

    void happened(SimulationFault fault) {
        world.happened(fault, SimulationState.of(this, parts));
    }

    @Override
    public String toString() {
        return name + " (" + (dead ? "dead, " : "") + (stopping ? "stopping, " : "") + (inLoop ? "in its loop, " : "")
                + "owns " + consumer.held().partitions() + ", " + parts.loop() + ", breaker "
                + parts.breaker().reason() + ", " + parts.state().halted() + parts.lanes() + ")";
    }
}
