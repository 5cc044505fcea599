package dev.millrace.bench.codec;

import dev.millrace.bench.run.BenchFailure;
import dev.millrace.bench.run.Machine;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace bench codec}. */
@Command(
        name = "codec",
        description = {
            "Measures how many records of 300 bytes one thread decodes and encodes, with JMH.",
            "Takes about 1 minute; --seconds says how long each of 2 times 2 JVMs measures and how long it warms up before."
        })
public final class CodecCommand implements Callable<Integer> {
    private static final int FORKS = 2;
    private static final int TURNS = 5;
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "Measured seconds of each JVM, and as many before them (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (seconds < 1) {
            throw new ParameterException(spec.commandLine(), "--seconds is at least 1");
        }
        TimeValue turn = TimeValue.milliseconds(seconds * 1000L / TURNS);
        PrintWriter out = spec.commandLine().getOut();
        out.println(Machine.here().line());
        try {
            Collection<RunResult> results = new Runner(new OptionsBuilder()
                            .include(CodecBenchmark.class.getName())
                            .forks(FORKS)
                            .warmupIterations(TURNS)
                            .warmupTime(turn)
                            .measurementIterations(TURNS)
                            .measurementTime(turn)
                            .addProfiler(GCProfiler.class)
                            .verbosity(VerboseMode.SILENT)
                            .build())
                    .run();
            results.forEach(result -> out.println(line(result)));
        } catch (RunnerException e) {
            throw new BenchFailure("JMH could not measure", e);
        }
        out.flush();
        return 0;
    }

    private static String line(RunResult result) {
        double perSecond = result.getPrimaryResult().getScore();
        return String.format(
                Locale.ROOT,
                "%s: %,.0f records/s (+- %,.0f), %,.0f bytes allocated a record",
                result.getPrimaryResult().getLabel(),
                perSecond,
                result.getPrimaryResult().getScoreError(),
                Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATED))
                        .getScore());
    }
}
