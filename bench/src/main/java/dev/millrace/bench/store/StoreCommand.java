package dev.millrace.bench.store;

import dev.millrace.bench.run.OutputFormat;
import dev.millrace.bench.run.SignalGuard;
import dev.millrace.bench.run.WorkDirectory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the benchmarks of all stores have in common. */
abstract class StoreCommand implements Callable<Integer> {
    private static final int QUICK_SHARE = 6;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long each contestant is measured (default: 60, with redis 24; with --quick a sixth).")
    private @Nullable Integer seconds;

    @Option(names = "--quick", description = "A shorter warm-up and one turn each: for a first look.")
    private boolean quick;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            defaultValue = "128",
            description = "Calls at once, of the bare client and of the connector alike (default: ${DEFAULT-VALUE}).")
    private int inFlight;

    @Option(
            names = "--records",
            paramLabel = "N",
            description =
                    "Records in the topic, more than the connector can write (default: 500000, with redis 8000000; with --quick a sixth, with more --seconds more).")
    private @Nullable Long records;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Another seed, other rows (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json, on standard output; progress goes to standard error.")
    private OutputFormat output;

    @Spec
    private CommandSpec spec;

    /** A store to be measured; started in the directory. */
    interface Variant {
        Store start(Path directory);
    }

    /**
     * How long is measured where nobody says otherwise.
     *
     * @param turns of each contestant
     */
    record Usual(double seconds, double warmUpSeconds, int turns, long records) {}

    /** What is measured, one after the other. */
    abstract List<Variant> variants();

    /** For stores that take some thousand rows a second. */
    Usual usual() {
        return new Usual(60, 80, 3, 500_000);
    }

    @Override
    public Integer call() throws InterruptedException {
        StoreOptions options = options();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        SignalGuard guard = new SignalGuard(Thread.currentThread());
        StoreBench bench = new StoreBench(options, line -> {
            err.println(line);
            err.flush();
        });
        try {
            for (Variant variant : variants()) {
                try (WorkDirectory directory = WorkDirectory.create();
                        Store store = variant.start(directory.path().resolve("store"))) {
                    StoreResult result = bench.run(store, directory.path());
                    (output == OutputFormat.JSON ? List.of(result.json()) : result.text()).forEach(out::println);
                    out.flush();
                }
            }
            return 0;
        } finally {
            guard.close();
        }
    }

    private StoreOptions options() {
        Usual usual = usual();
        double share = quick ? QUICK_SHARE : 1;
        double each = seconds == null ? usual.seconds() / share : seconds;
        double longer = Math.max(1, each * share / usual.seconds());
        long inTopic = records == null ? (long) (usual.records() / share * longer) : records;
        if (each < 1 || inFlight < 1 || inTopic < 1) {
            throw new ParameterException(spec.commandLine(), "--seconds, --in-flight and --records are at least 1");
        }
        return new StoreOptions(
                each,
                quick ? 1 : usual.turns(),
                usual.warmUpSeconds() / (quick ? QUICK_SHARE / 1.5 : 1),
                inFlight,
                inTopic,
                seed);
    }
}
