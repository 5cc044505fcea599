package dev.millrace.bench.store;

import dev.millrace.bench.run.OutputFormat;
import dev.millrace.bench.run.SignalGuard;
import dev.millrace.bench.run.WorkDirectory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the benchmarks of all stores have in common. */
abstract class StoreCommand implements Callable<Integer> {
    private static final double USUAL_SECONDS = 60;
    private static final double USUAL_WARM_UP_SECONDS = 80;
    private static final int USUAL_TURNS = 3;
    private static final double QUICK_SECONDS = 10;
    private static final double QUICK_WARM_UP_SECONDS = 20;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long each contestant is measured (default: 60; with --quick: 10).")
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
            defaultValue = "500000",
            description = "Records in the topic, more than the connector can write (default: ${DEFAULT-VALUE}).")
    private long records;

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

    /** Starts the store's server in the directory. */
    abstract Store start(Path directory);

    @Override
    public Integer call() throws InterruptedException {
        StoreOptions options = options();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        SignalGuard guard = new SignalGuard(Thread.currentThread());
        try (WorkDirectory directory = WorkDirectory.create();
                Store store = start(directory.path().resolve("store"))) {
            StoreBench bench = new StoreBench(options, line -> {
                err.println(line);
                err.flush();
            });
            StoreResult result = bench.run(store, directory.path());
            if (output == OutputFormat.JSON) {
                out.println(result.json());
            } else {
                result.text().forEach(out::println);
            }
            out.flush();
            return 0;
        } finally {
            guard.close();
        }
    }

    private StoreOptions options() {
        double each = seconds == null ? (quick ? QUICK_SECONDS : USUAL_SECONDS) : seconds;
        if (each < 1 || inFlight < 1 || records < 1) {
            throw new ParameterException(spec.commandLine(), "--seconds, --in-flight and --records are at least 1");
        }
        return new StoreOptions(
                each,
                quick ? 1 : USUAL_TURNS,
                quick ? QUICK_WARM_UP_SECONDS : USUAL_WARM_UP_SECONDS,
                inFlight,
                records,
                seed);
    }
}
