package dev.millrace.bench.engine;

import dev.millrace.bench.run.Machine;
import dev.millrace.bench.run.OnlyWords;
import dev.millrace.bench.run.OutputFormat;
import dev.millrace.bench.run.SignalGuard;
import dev.millrace.bench.run.WorkDirectory;
import dev.millrace.bench.sample.Keys;
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

/** {@code millrace bench engine}. */
@Command(
        name = "engine",
        description = {
            "Measures the engine alone, beside a plain loop and Confluent's Parallel Consumer, on a real broker.",
            "Takes about 35 minutes, 6 GB of disk in the temporary directory and 3 GB of memory; --quick 5 minutes."
        })
public final class EngineCommand implements Callable<Integer> {
    private static final double USUAL_SECONDS = 60;
    private static final double QUICK_SECONDS = 6;
    private static final long USUAL_RECORDS = 10_000_000;
    private static final long QUICK_RECORDS = 1_000_000;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long each contestant is measured in each scenario (default: 60; with --quick: 6).")
    private @Nullable Integer seconds;

    @Option(names = "--quick", description = "Fewer records, shorter trials, one turn each: for a first look.")
    private boolean quick;

    @Option(
            names = "--only",
            paramLabel = "WORD",
            split = ",",
            description = "Only these: plain, millrace, parallel_consumer; idle, slow; distinct, zipf (default: all).")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--records",
            paramLabel = "N",
            description = "Records in each topic (default: 10 million; with --quick: 1 million).")
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

    @Override
    public Integer call() throws InterruptedException {
        BenchOptions options = options();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Machine machine = Machine.here();
        SignalGuard guard = new SignalGuard(Thread.currentThread());
        try (WorkDirectory directory = WorkDirectory.create()) {
            EngineBench bench = new EngineBench(options, directory.path(), line -> {
                err.println(line);
                err.flush();
            });
            Report report = new Report(machine, options, MillraceConnector.settings(), bench.run());
            if (output == OutputFormat.JSON) {
                out.println(report.json());
            } else {
                report.text().forEach(out::println);
            }
            out.flush();
            return 0;
        } finally {
            guard.close();
        }
    }

    private BenchOptions options() {
        double each = seconds == null ? (quick ? QUICK_SECONDS : USUAL_SECONDS) : seconds;
        if (each < 1) {
            throw new ParameterException(spec.commandLine(), "--seconds is at least 1");
        }
        long count = records == null ? (quick ? QUICK_RECORDS : USUAL_RECORDS) : records;
        if (count < 1) {
            throw new ParameterException(spec.commandLine(), "--records is at least 1");
        }
        OnlyWords words = new OnlyWords(only);
        words.unknown(Peer.values(), Keys.values(), TargetKind.values()).ifPresent(word -> {
            throw new ParameterException(spec.commandLine(), "--only knows no " + word);
        });
        return new BenchOptions(
                words.chosen(Peer.values()),
                words.chosen(Keys.values()),
                words.chosen(TargetKind.values()),
                each,
                quick ? 1 : 3,
                Math.max(1, each / 6),
                quick ? each / 2 : each / 8,
                count,
                seed);
    }
}
