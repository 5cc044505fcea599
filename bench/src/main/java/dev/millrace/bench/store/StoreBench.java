package dev.millrace.bench.store;

import dev.millrace.bench.run.BenchFailure;
import dev.millrace.bench.run.Machine;
import dev.millrace.bench.run.Measured;
import dev.millrace.bench.sample.Keys;
import dev.millrace.bench.sample.SampleTopic;
import dev.millrace.stack.KafkaServer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/** A connector beside a bare client of its store, in turns. For one thread. */
final class StoreBench {
    /** A warm-up in turns too: both contestants' code, and the server with the load of both. */
    private static final int WARM_UP_TURNS = 4;

    private final StoreOptions options;
    private final Consumer<String> progress;

    /** @param progress takes a line for each step */
    StoreBench(StoreOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    StoreResult run(Store store, Path directory) throws InterruptedException {
        Machine machine = Machine.here();
        progress.accept("Starting Kafka ...");
        try (KafkaServer kafka = KafkaServer.start(directory.resolve("kafka"))) {
            SampleTopic topic = new SampleTopic(Keys.DISTINCT, options.records());
            progress.accept(String.format(Locale.ROOT, "Writing %,d records ...", options.records()));
            topic.fill(kafka.bootstrapServers(), options.seed());
            ConnectorTurns connector =
                    new ConnectorTurns(store, kafka.bootstrapServers(), topic.name(), options.inFlight());
            // It creates the table, so it comes first.
            measured("warm-up: Millrace", connector.run(options.warmUpSeconds() / WARM_UP_TURNS));
            try (Bare bare = store.bare(options.inFlight())) {
                return race(store, machine, connector, bare);
            }
        }
    }

    private StoreResult race(Store store, Machine machine, ConnectorTurns connector, Bare bare)
            throws InterruptedException {
        double warmUp = options.warmUpSeconds() / WARM_UP_TURNS;
        for (int turn = 1; turn < WARM_UP_TURNS; turn += 2) {
            measured("warm-up: bare client loop", bare.run(warmUp));
            measured("warm-up: Millrace", connector.run(warmUp));
        }
        double slice = options.seconds() / options.slices();
        Measured ofBare = Measured.NOTHING;
        Measured ofConnector = Measured.NOTHING;
        for (int turn = 0; turn < options.slices(); turn++) {
            ofBare = ofBare.plus(measured("bare client loop", bare.run(slice)));
            ofConnector = ofConnector.plus(measured("Millrace", connector.run(slice)));
        }
        if (connector.records() >= options.records()) {
            throw new BenchFailure("the connector has come to the end of the topic; give it more with --records");
        }
        return new StoreResult(
                store.name(),
                machine,
                options,
                ofBare,
                ofConnector,
                connector.writeUnitsPerChange(),
                store.atOnce(options.inFlight()),
                store.remarks());
    }

    private Measured measured(String what, Measured measured) {
        progress.accept(String.format(
                Locale.ROOT,
                "  %s: %,.0f rows/s, %.2f CPU s per million",
                what,
                measured.perSecond(),
                measured.cpuSecondsPerMillion()));
        return measured;
    }
}
