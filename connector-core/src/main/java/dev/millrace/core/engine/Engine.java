package dev.millrace.core.engine;

import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.failure.DeadLetters;
import dev.millrace.core.format.Format;
import dev.millrace.core.observe.ConnectorMetrics;
import dev.millrace.core.observe.Health;
import dev.millrace.core.target.Target;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the poll loop and the lanes from start to close. {@link #run()} belongs to one thread; {@link #stop()} may be called from
 * any thread, any number of times.
 */
public final class Engine {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final Duration LANE_STOP_BUDGET = Duration.ofSeconds(5);
    private static final Duration CLOSE_BUDGET = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final List<String> topics;
    private final EngineSettings settings;
    private final EngineState state;
    private final LaneThreads lanes;
    private final PollLoop loop;
    private final Health health;
    private final AtomicBoolean stopRequested = new AtomicBoolean();

    /** @param consumer owned and closed by the engine; {@code enable.auto.commit=false}, {@code auto.offset.reset=none} */
    public Engine(
            Consumer<byte[], byte[]> consumer,
            List<String> topics,
            Format format,
            Target target,
            Origin origin,
            DeadLetters deadLetters,
            EngineSettings settings,
            ConnectorMetrics metrics,
            Health health,
            LongSupplier nanoClock,
            SplittableRandom random) {
        this.consumer = consumer;
        this.topics = List.copyOf(topics);
        this.settings = settings;
        this.health = health;
        EngineParts parts = EngineParts.assemble(
                consumer,
                format,
                target,
                origin,
                deadLetters,
                settings,
                metrics,
                health,
                nanoClock,
                random,
                Signal::new);
        this.state = parts.state();
        this.loop = parts.loop();
        this.lanes = new LaneThreads(parts.lanes(), parts.keeper(), state);
    }

    /**
     * Runs until {@link #stop()}, then drains, commits and closes the consumer, which it also does after a failure, but for the
     * commit.
     *
     * @throws EngineFailure when the engine cannot go on
     */
    public void run() throws InterruptedException {
        try {
            lanes.start();
            health.turning();
            consumer.subscribe(topics, loop.rebalances());
            while (!stopRequested.get() && state.failure().isEmpty()) {
                step();
            }
            health.stopping();
            if (state.failure().isEmpty()) {
                loop.drainAndCommit(settings.drainBudget());
            }
        } finally {
            close();
        }
        if (state.failure().isPresent()) {
            throw failure(state.failure().get());
        }
    }

    private void close() throws InterruptedException {
        state.stopLanes();
        try {
            lanes.stop(LANE_STOP_BUDGET);
        } finally {
            closeConsumer();
        }
    }

    /** What went wrong before is the news, not what goes wrong in closing. */
    private void closeConsumer() {
        try {
            consumer.close(CloseOptions.timeout(CLOSE_BUDGET));
        } catch (KafkaException failure) {
            LOG.warn(
                    "the consumer did not close cleanly: {}", failure.getClass().getSimpleName());
        }
    }

    private void step() throws InterruptedException {
        try {
            loop.step();
        } catch (WakeupException stopping) {
            LOG.debug("woken up to stop");
        } catch (InterruptException interrupted) {
            throw new InterruptedException("interrupted in a poll");
        } catch (AuthenticationException | AuthorizationException refused) {
            throw new EngineFailure(new Problem(
                    ProblemCode.BROKER_REFUSED,
                    "kafka",
                    "the broker refused the consumer: " + refused.getClass().getSimpleName(),
                    "check the credentials and the ACLs: read on the topics and the group"));
        } catch (KafkaException failure) {
            LOG.error("the consumer broke", failure);
            throw new EngineFailure(new Problem(
                    ProblemCode.ENGINE_FAILED,
                    "kafka",
                    "the consumer stopped with " + failure.getClass().getName(),
                    "start the connector again; nothing unsettled was committed. Look at the log if it comes back"));
        }
    }

    /** Asks the engine to drain, commit and end; returns at once. */
    public void stop() {
        if (stopRequested.compareAndSet(false, true)) {
            health.stopping();
            consumer.wakeup();
        }
    }

    /** The target answered a heartbeat; from any thread. */
    public void heartbeatAnswered() {
        state.heartbeatAnswered();
    }

    private static EngineFailure failure(Throwable cause) {
        if (cause instanceof EngineFailure known) {
            return known;
        }
        LOG.error("a lane broke", cause);
        return new EngineFailure(new Problem(
                ProblemCode.ENGINE_FAILED,
                "engine",
                "a lane stopped with " + cause.getClass().getName(),
                "start the connector again; nothing unsettled was committed. Report it with the log if it comes back"));
    }
}
