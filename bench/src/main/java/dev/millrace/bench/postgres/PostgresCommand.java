package dev.millrace.bench.postgres;

import dev.millrace.bench.run.Machine;
import dev.millrace.bench.run.OnlyWords;
import dev.millrace.bench.run.OutputFormat;
import dev.millrace.bench.run.SignalGuard;
import dev.millrace.bench.run.WorkDirectory;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace bench postgres}. */
@Command(
        name = "postgres",
        description = {
            "Measures the PostgreSQL connector beside a bare client loop, a plain loop and Debezium's JDBC sink, each in a JVM of its own.",
            "Takes about 25 minutes, 6 GB of memory and 20 GB of disk in the temporary directory; --quick 5 minutes. Fetches"
                    + " Kafka Connect and the sink from Maven Central where they are to be measured."
        })
public final class PostgresCommand implements Callable<Integer> {
    private static final double USUAL_SECONDS = 25;
    private static final double QUICK_SECONDS = 6;
    private static final double USUAL_WARM_UP = 6;
    private static final double QUICK_WARM_UP = 2;
    private static final double TRIAL_SHARE = 5;
    private static final int USUAL_RECORDS = 1_000_000;
    private static final int QUICK_RECORDS = 100_000;
    /** The rows of the large table for each change. */
    private static final int LARGE = 10;

    private static final List<Scenario> QUICK_SCENARIOS = List.of(Scenario.DISTINCT, Scenario.ZIPF, Scenario.LATENCY);
    private static final int MOST_RECORDS = 10_000_000;
    private static final int WRONG = 1;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description =
                    "When a pass is cut off; latencies are measured for half of it (default: 25; with --quick: 6).")
    private @Nullable Integer seconds;

    @Option(
            names = "--quick",
            description = "Three scenarios, fewer changes, short passes, no trials of settings: for a first look.")
    private boolean quick;

    @Option(
            names = "--only",
            paramLabel = "WORD",
            split = ",",
            description =
                    "Only these: inline, sidecar, bare, plain, debezium, debezium_defaults; distinct, zipf, wide, keys, large, latency (default: all; with --quick: distinct, zipf, latency).")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--records",
            paramLabel = "N",
            description =
                    "Changes in each topic, and a tenth of the large table's rows (default: 1 million; with --quick: 100,000).")
    private @Nullable Integer records;

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

    @Override
    public Integer call() throws InterruptedException {
        PostgresOptions options = options();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        String engine = MillracePass.engine();
        Machine machine = Machine.here();
        Affinity affinity = new Affinity();
        SignalGuard guard = new SignalGuard(Thread.currentThread());
        try (WorkDirectory directory = WorkDirectory.create()) {
            PostgresBench bench = new PostgresBench(options, affinity, line -> {
                err.println(line);
                err.flush();
            });
            List<ScenarioResult> results = bench.run(directory.path());
            PostgresReport report = new PostgresReport(machine, options, affinity.line(), engine, results);
            (output == OutputFormat.JSON ? List.of(report.json()) : report.text()).forEach(out::println);
            out.flush();
            return report.isWrong() ? WRONG : 0;
        } finally {
            guard.close();
        }
    }

    private PostgresOptions options() {
        double each = seconds == null ? (quick ? QUICK_SECONDS : USUAL_SECONDS) : seconds;
        if (each < 1) {
            throw new ParameterException(spec.commandLine(), "--seconds is at least 1");
        }
        int count = records == null ? (quick ? QUICK_RECORDS : USUAL_RECORDS) : records;
        if (count < 1_000 || count > MOST_RECORDS) {
            throw new ParameterException(spec.commandLine(), "--records is 1,000 to 10,000,000");
        }
        OnlyWords words = new OnlyWords(only);
        words.unknown(Entrant.values(), Scenario.values()).ifPresent(word -> {
            throw new ParameterException(spec.commandLine(), "--only knows no " + word);
        });
        return new PostgresOptions(
                words.chosen(Entrant.values()),
                words.chosen(Scenario.values(), quick ? QUICK_SCENARIOS : List.of(Scenario.values())),
                each,
                each / 2,
                quick ? 0 : Math.max(1, each / TRIAL_SHARE),
                quick ? QUICK_WARM_UP : USUAL_WARM_UP,
                count,
                count * LARGE,
                seed);
    }
}
