package dev.millrace.core.engine;

import dev.millrace.core.failure.Breaker;
import dev.millrace.core.failure.DeadLetters;
import dev.millrace.core.failure.PoisonLimit;
import dev.millrace.core.format.Format;
import dev.millrace.core.observe.ConnectorMetrics;
import dev.millrace.core.observe.Health;
import dev.millrace.core.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;

/** The poll loop and the lanes, wired to each other and without threads: production and the simulation run the same steps. */
record EngineParts(EngineState state, Breaker breaker, List<Lane> lanes, ProgressKeeper keeper, PollLoop loop) {

    static EngineParts assemble(
            Consumer<byte[], byte[]> consumer,
            Format format,
            Target target,
            Origin origin,
            DeadLetters deadLetters,
            EngineSettings settings,
            ConnectorMetrics metrics,
            Health health,
            LongSupplier nanoClock,
            SplittableRandom random,
            Supplier<Signal> signals) {
        metrics.inFlightLimits(settings.inFlightRecords(), settings.inFlightBytes());
        Signal progress = signals.get();
        EngineState state = new EngineState(progress);
        List<Lane> lanes = new ArrayList<>();
        Breaker breaker = new Breaker(settings.retry(), random.split(), () -> {
            lanes.forEach(lane -> lane.signal().raise());
            progress.raise();
        });
        PoisonLimit poisonLimit = new PoisonLimit(settings.poisonLimit(), EngineSettings.POISON_WINDOW);
        for (int i = 0; i < settings.lanes(); i++) {
            Signal signal = signals.get();
            Settler settler = new Settler(deadLetters, metrics, state, poisonLimit);
            BatchWriter writer = new BatchWriter(
                    target, settler, state, breaker, settings, metrics, nanoClock, random.split(), signal);
            TokenOrder order = new TokenOrder();
            lanes.add(new Lane(
                    signal,
                    new RecordReader(format, target, settler, state, order),
                    new SchemaWait(settings.retry(), random.split()),
                    order,
                    writer,
                    settler,
                    state,
                    metrics,
                    nanoClock,
                    settings.batchRecords()));
        }
        ProgressKeeper keeper =
                new ProgressKeeper(target.progress(), state, settings, nanoClock, random.split(), signals.get());
        Partitions partitions = new Partitions(consumer, origin, settings.onGap(), metrics);
        ProgressAsker asker = new ProgressAsker(
                keeper, partitions, origin, state, progress, breaker, nanoClock, settings.commitInterval());
        Commits commits = new Commits(consumer, metrics, nanoClock, settings.commitInterval());
        PollLoop loop = new PollLoop(
                consumer,
                new Lanes(lanes),
                state,
                progress,
                breaker,
                settings,
                partitions,
                asker,
                commits,
                deadLetters,
                metrics,
                health,
                nanoClock);
        return new EngineParts(state, breaker, List.copyOf(lanes), keeper, loop);
    }
}
