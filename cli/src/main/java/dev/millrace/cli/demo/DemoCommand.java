package dev.millrace.cli.demo;

import dev.millrace.cli.RunDirectory;
import dev.millrace.cli.verify.TargetKind;
import dev.millrace.cli.verify.VerifyCommand;
import dev.millrace.launcher.CommandFailure;
import dev.millrace.launcher.ExitCode;
import dev.millrace.launcher.UntilSignal;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace demo}. */
@Command(
        name = "demo",
        description = {
            "Plays a bank's mainframe, replicates it into each target with the real connector, and proves the result.",
            "5 %% of the changes are sent twice, 2 %% of the stream is replayed later, 1 %% arrives late."
        })
public final class DemoCommand implements Callable<Integer> {
    private static final long USUAL_CHANGES = 10_000;
    private static final long USUAL_CHANGES_OF_POSTGRES_ALONE = 50_000;
    private static final int USUAL_CHAOS_SECONDS = 60;

    @Option(
            names = "--targets",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Replicate into these: postgres, dynamodb, keyspaces, redis (default: all of them; keyspaces where there is a JDK for"
                            + " its server).")
    private @Nullable Set<TargetKind> targets;

    @Option(
            names = "--changes",
            paramLabel = "N",
            description =
                    "Changes at the source, the initial load included (default: 10000, with postgres alone 50000; with --data: the"
                            + " loads and the daily file).")
    private @Nullable Long changes;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Another seed, another run; the same seed, the same changes (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Read the bank from NAME.PS and NAME.cpy in DIR instead of the sample data.")
    private @Nullable Path data;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where the run's files go (default: a directory that is removed at the end).")
    private @Nullable Path directory;

    @Option(names = "--exit", description = "End at once: 0 equal and no dead letter, 1 not.")
    private boolean exit;

    @Option(
            names = "--direct",
            description =
                    "Send the changes to Kafka as Precisely's Apply Engine does, in JSON, instead of through Capture, Publisher and"
                            + " Dispatcher.")
    private boolean direct;

    @Option(
            names = "--chaos",
            description =
                    "Kill Capture, Publisher, Dispatcher and connectors with kill -9, one after the other, and start each again.")
    private boolean chaos;

    @Option(
            names = "--chaos-seconds",
            paramLabel = "N",
            description = "How long --chaos spreads the changes out (default: " + USUAL_CHAOS_SECONDS + ").")
    private @Nullable Integer chaosSeconds;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, or json: one line on standard output, progress on standard error; implies --exit.")
    private OutputFormat output;

    @Spec
    private CommandSpec spec;

    /** How the result is printed. */
    enum OutputFormat {
        TABLE,
        JSON
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter progress = output == OutputFormat.JSON ? spec.commandLine().getErr() : out;
        DemoOptions options = options();
        Optional.ofNullable(directory).ifPresent(DemoDirectory::create);
        Thread worker = Thread.currentThread();
        // A signal interrupts whatever the demo waits for; the resources are then closed in order.
        try (UntilSignal signal = new UntilSignal(worker::interrupt);
                RunDirectory run = RunDirectory.of(Optional.ofNullable(directory));
                Demo demo = new Demo(options, run.path(), progress)) {
            try {
                DemoResult result = demo.run();
                print(result, out);
                int exitCode = result.isVerified() ? ExitCode.OK : ExitCode.FAILED;
                if (!exit && output == OutputFormat.TABLE) {
                    demo.printConnections(out);
                    signal.await();
                    signal.endWith(exitCode);
                }
                return exitCode;
            } catch (InterruptedException | RuntimeException failure) {
                if (!signal.isSignalled()) {
                    throw failure;
                }
                // The wait that the signal ended, or a server that it ended first.
                return ExitCode.FAILED;
            }
        }
    }

    private DemoOptions options() {
        if (changes != null && changes < 1) {
            throw new ParameterException(spec.commandLine(), "--changes is at least 1");
        }
        if (data != null && !Files.isDirectory(data)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--data: there is no directory " + data,
                    "name a directory with pairs of NAME.PS and NAME.cpy");
        }
        Optional<Duration> chaosTime = chaos();
        DemoTargets into = DemoTargets.choose(
                targets == null ? Set.of() : targets, target -> target.server().missing());
        OptionalLong count = OptionalLong.empty();
        if (changes != null) {
            count = OptionalLong.of(changes);
        } else if (data == null) {
            count = OptionalLong.of(into.isPostgresAlone() ? USUAL_CHANGES_OF_POSTGRES_ALONE : USUAL_CHANGES);
        }
        return new DemoOptions(
                into,
                direct ? DemoOptions.Way.DIRECT : DemoOptions.Way.STAGES,
                count,
                seed,
                Optional.ofNullable(data),
                chaosTime);
    }

    private Optional<Duration> chaos() {
        if (chaosSeconds != null && !chaos) {
            throw new ParameterException(spec.commandLine(), "--chaos-seconds says nothing without --chaos");
        }
        if (chaosSeconds != null && chaosSeconds < 1) {
            throw new ParameterException(spec.commandLine(), "--chaos-seconds is at least 1");
        }
        int seconds = chaosSeconds == null ? USUAL_CHAOS_SECONDS : chaosSeconds;
        return chaos ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
    }

    private void print(DemoResult result, PrintWriter out) {
        if (output == OutputFormat.JSON) {
            out.println(result.json());
            PrintWriter err = spec.commandLine().getErr();
            result.targets().forEach(target -> target.verification().first().forEach(err::println));
            result.deadLetterMessage().ifPresent(err::println);
            err.flush();
        } else {
            out.println();
            result.table().forEach(out::println);
            out.println();
            result.targets().forEach(target -> VerifyCommand.print(target.target(), target.verification(), out));
            result.deadLetterMessage().ifPresent(out::println);
        }
        out.flush();
    }
}
