package dev.millrace.bench.engine;

import dev.millrace.stack.KafkaServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The whole benchmark: a broker, the topics, and the contestants one after the other. For one thread. */
final class EngineBench {
    private final BenchOptions options;
    private final Path directory;
    private final Consumer<String> progress;

    /** @param progress takes a line for each step */
    EngineBench(BenchOptions options, Path directory, Consumer<String> progress) {
        this.options = options;
        this.directory = directory;
        this.progress = progress;
    }

    List<Scenario> run() throws InterruptedException {
        progress.accept("Starting Kafka ...");
        try (KafkaServer kafka = KafkaServer.start(directory.resolve("kafka"))) {
            ContestantJvm jvm = new ContestantJvm(directory.resolve("contestants"));
            List<Scenario> scenarios = new ArrayList<>();
            for (Keys keys : options.keys()) {
                progress.accept(String.format(
                        Locale.ROOT, "Writing %,d records (%s) ...", options.records(), keys.description()));
                new SampleTopic(keys, options.records()).fill(kafka.bootstrapServers(), options.seed());
                for (TargetKind target : options.targets()) {
                    progress.accept(target.description() + "; " + keys.description());
                    scenarios.add(new Race(keys, target, kafka.bootstrapServers(), jvm).run());
                }
            }
            return scenarios;
        }
    }

    /** One scenario. */
    private final class Race {
        private final Keys keys;
        private final TargetKind target;
        private final String bootstrapServers;
        private final ContestantJvm jvm;

        Race(Keys keys, TargetKind target, String bootstrapServers, ContestantJvm jvm) {
            this.keys = keys;
            this.target = target;
            this.bootstrapServers = bootstrapServers;
            this.jvm = jvm;
        }

        Scenario run() throws InterruptedException {
            List<Line> lines = new ArrayList<>();
            for (Peer peer : options.peers()) {
                lines.add(best(Setup.candidates(peer)));
            }
            for (int slice = 0; slice < options.slices(); slice++) {
                for (int i = 0; i < lines.size(); i++) {
                    lines.set(i, withTurn(lines.get(i)));
                }
            }
            return new Scenario(keys, target, lines);
        }

        /** A peer that breaks in a turn keeps what its others have measured; we do not break. */
        private Line withTurn(Line line) throws InterruptedException {
            try {
                return line.plus(measure(line.setup(), options.seconds() / options.slices(), ""));
            } catch (BenchFailure broken) {
                if (line.setup().peer() != Peer.PARALLEL_CONSUMER) {
                    throw broken;
                }
                progress.accept("  " + broken.getMessage());
                return line.plusBrokenOff();
            }
        }

        /** The setup with which the contestant runs, not measured yet. */
        private Line best(List<Setup> candidates) throws InterruptedException {
            if (candidates.size() == 1) {
                return new Line(candidates.get(0), Measured.NOTHING, 0, List.of());
            }
            List<Line.Trial> trials = tried(candidates);
            Setup best = trials.stream()
                    .filter(trial -> !trial.failed())
                    .max(Comparator.comparingDouble(trial -> trial.measured().perSecond()))
                    .map(Line.Trial::setup)
                    .orElseThrow(() -> new BenchFailure("no setting of the contestant ran to its end"));
            return new Line(best, Measured.NOTHING, 0, trials);
        }

        private List<Line.Trial> tried(List<Setup> candidates) throws InterruptedException {
            List<Line.Trial> trials = new ArrayList<>();
            for (Setup setup : candidates) {
                trials.add(tried(setup));
            }
            return trials;
        }

        /** A setting with which a contestant breaks is not its best; the others go on. */
        private Line.Trial tried(Setup setup) throws InterruptedException {
            try {
                return new Line.Trial(setup, measure(setup, options.trialSeconds(), "trial: "), false);
            } catch (BenchFailure broken) {
                progress.accept("  trial: " + broken.getMessage());
                return new Line.Trial(setup, Measured.NOTHING, true);
            }
        }

        private Measured measure(Setup setup, double seconds, String prefix) throws InterruptedException {
            Measured measured = jvm.run(new RunSpec(
                    setup, keys, target, bootstrapServers, options.records(), options.warmUpSeconds(), seconds));
            progress.accept(String.format(
                    Locale.ROOT,
                    "  %s%s: %,.0f records/s, %.2f CPU s per million",
                    prefix,
                    setup.label(),
                    measured.perSecond(),
                    measured.cpuSecondsPerMillion()));
            return measured;
        }
    }
}
