package dev.millrace.core.engine;

import dev.millrace.core.observe.ConnectorMetrics;
import dev.millrace.core.observe.Health;
import dev.millrace.core.target.Target;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.common.errors.WakeupException;

/** A connector's process in the simulation: the poll loop and the lanes, which somebody else lets make their steps. */
final class SimulatedProcess {
    private static final ConnectorMetrics METRICS = Samples.metrics();
    private static final Health HEALTH = new Health(METRICS, Clock.systemUTC(), Duration.ofSeconds(20));

    /** Unwinds the poll loop of a process that was killed while it waited. */
    static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Died() {
            super("killed", null, false, false);
        }
    }

    /** Lets the others go on while the poll loop waits. */
    interface Waiting {
        void await(SimulatedProcess process, SimulatedSignal signal, long seen, Duration longest);
    }

    /** A signal without threads. */
    final class SimulatedSignal extends Signal {
        private long count;

        @Override
        long seen() {
            return count;
        }

        @Override
        void raise() {
            count++;
        }

        @Override
        void await(long seen, Duration longest) {
            waiting.await(SimulatedProcess.this, this, seen, longest);
        }
    }

    private final String name;
    private final SimulatedConsumer consumer;
    private final SimulatedDeadLetters.Sender letters;
    private final EngineSettings settings;
    private final Waiting waiting;
    private final EngineParts parts;
    private boolean inLoop;
    private boolean dead;
    private boolean stopping;
    private boolean gone;

    SimulatedProcess(
            String name,
            SimulatedBroker broker,
            Target target,
            SimulatedDeadLetters.Sender letters,
            EngineSettings settings,
            LongSupplier nanos,
            long seed,
            int maxPollRecords,
            Waiting waiting) {
        this.name = name;
        this.letters = letters;
        this.settings = settings;
        this.waiting = waiting;
        this.consumer = new SimulatedConsumer(broker, maxPollRecords);
        this.parts = EngineParts.assemble(
                consumer,
                new LineFormat(),
                target,
                Samples.origin(),
                letters,
                settings,
                METRICS,
                HEALTH,
                nanos,
                new SplittableRandom(seed),
                SimulatedSignal::new);
        consumer.subscribe(List.of("bank"), parts.loop());
        broker.join(consumer);
    }

    SimulatedConsumer consumer() {
        return consumer;
    }

    /** Adds what this process could do next. */
    void addSteps(List<Runnable> possible) {
        if (dead) {
            return;
        }
        if (!inLoop) {
            // More often than the lanes: it has to be back at its poll.
            possible.add(this::loop);
            possible.add(this::loop);
        }
        for (Lane lane : parts.lanes()) {
            possible.add(lane::step);
        }
        possible.add(parts.keeper()::step);
        if (letters.isWaiting()) {
            possible.add(letters::storeOne);
        }
    }

    private void loop() {
        inLoop = true;
        try {
            if (stopping) {
                end();
            } else {
                parts.loop().step();
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
        parts.loop().drainAndCommit(settings.drainBudget());
        parts.state().stopLanes();
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(5)));
        dead = true;
        gone = true;
    }

    void stop() {
        stopping = true;
        consumer.wakeup();
    }

    /** Killed: nothing of it makes a step any more. */
    void die() {
        dead = true;
        consumer.kill();
        gone = !inLoop;
    }

    boolean isDead() {
        return dead;
    }

    boolean isEnding() {
        return dead || stopping;
    }

    boolean isGone() {
        return gone;
    }

    Optional<Throwable> failure() {
        return dead ? Optional.empty() : parts.state().failure();
    }

    /** What a fault meets. */
    String state() {
        if (stopping) {
            return "stopping";
        }
        if (parts.breaker().reason().isPresent()) {
            return "breaker open";
        }
        if (inLoop) {
            return "poll loop waits";
        }
        return consumer.owned().isEmpty() ? "without partitions" : "works";
    }

    @Override
    public String toString() {
        return name + " (" + state() + ", owns " + consumer.owned() + ", " + parts.loop() + ", "
                + parts.breaker().reason() + " " + parts.breaker().isProbing() + ", "
                + parts.state().halted() + parts.lanes() + letters.isWaiting() + ")";
    }
}
