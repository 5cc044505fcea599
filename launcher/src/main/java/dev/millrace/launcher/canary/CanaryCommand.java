package dev.millrace.launcher.canary;

import dev.millrace.core.Canary;
import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.DurationText;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.config.TableConfig;
import dev.millrace.launcher.CommandFailure;
import dev.millrace.launcher.ExitCode;
import dev.millrace.launcher.run.CheckedFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code millrace canary}: sends a change as the source would and looks for it in the target. */
@Command(
        name = "canary",
        description = {
            "Publishes an insert and then a delete of one row to its table's topic, as the source would, and waits until a"
                    + " running connector has applied each.",
            "The row has to be one that the source never has. Prints a line for each change, with the time that it took; exit"
                    + " code 1 where one did not arrive."
        })
public final class CanaryCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The running connector's configuration, YAML.")
    private Path config;

    @Option(names = "--table", required = true, paramLabel = "SOURCE", description = "The table's name at the source.")
    private String table;

    @Option(
            names = "--values",
            required = true,
            paramLabel = "JSON",
            description = "The full row as the source would send it: an object with every column.")
    private String values;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = TimeConverter.class,
            description = "How long to wait for each of the two, as in 500ms, 60s, 5m (default: ${DEFAULT-VALUE}).")
    private Duration timeout;

    @Spec
    private CommandSpec spec;

    /** Durations as the configuration has them. */
    static final class TimeConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return DurationText.parse(text)
                    .filter(time -> !time.isNegative())
                    .orElseThrow(() -> new TypeConversionException("'" + text + "' is no time such as 60s"));
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        CheckedFile file = CheckedFile.closest(config, Map.copyOf(System.getenv()));
        if (!file.problems().isEmpty()) {
            throw new ConfigurationException(file.problems());
        }
        TableConfig canaryTable = table(file.connector().tables());
        requireOneTopic(canaryTable, file.connector().kafka().topics());
        try (Canary canary =
                new Canary(file.connector(), canaryTable, values, file.opening().readOnly(), Clock.systemUTC())) {
            if (!canary.isRowFree()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "the target holds a newer change of the row of --values: name a row that the source never has");
            }
            send(canary);
            return ExitCode.OK;
        } catch (Rejection rejected) {
            throw new ParameterException(
                    spec.commandLine(), "--values is no row of " + table + ": " + rejected.getMessage(), rejected);
        }
    }

    /** The delete is sent in any case: the row must not stay. */
    private void send(Canary canary) throws InterruptedException, Rejection {
        Canary.Published insert = canary.publish(Operation.INSERT);
        Canary.Published delete;
        Optional<Problem> late;
        try {
            late = await(canary, Operation.INSERT, insert);
        } finally {
            delete = canary.publish(Operation.DELETE);
        }
        if (late.isEmpty()) {
            late = await(canary, Operation.DELETE, delete);
        }
        if (late.isPresent()) {
            throw new CommandFailure(ExitCode.FAILED, late.get());
        }
    }

    private Optional<Problem> await(Canary canary, Operation operation, Canary.Published change) {
        String name = operation.name().toLowerCase(Locale.ROOT);
        Optional<Duration> time = canary.await(change, timeout);
        if (time.isEmpty()) {
            return Optional.of(new Problem(
                    ProblemCode.CHANGE_NOT_APPLIED,
                    change.place(),
                    "the " + name + " was not in the target within " + DurationText.of(timeout),
                    "see whether the connector runs and what its /status says of lag and pauses, and look for the record on its"
                            + " dead letter topic"));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(name + " " + change.place() + " is in the target after "
                + time.get().toMillis() + " ms");
        out.flush();
        return Optional.empty();
    }

    /** A guess could be the topic of tables that are no canaries. */
    private void requireOneTopic(TableConfig canaryTable, List<String> topics) {
        if (canaryTable.topic().isEmpty() && topics.size() > 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--table: " + table + " could be on any of " + String.join(", ", topics)
                            + ": name its topic in the configuration, tables[n].topic");
        }
    }

    private TableConfig table(List<TableConfig> tables) {
        return tables.stream()
                .filter(candidate -> candidate.source().equals(table))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--table: the configuration has no source " + table + ", only "
                                + tables.stream().map(TableConfig::source).collect(Collectors.joining(", "))));
    }
}
