package dev.millrace.cli.run;

import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * A configuration as one connector takes it.
 *
 * @param name of the connector, as in {@code millrace run NAME}
 * @param problems what its {@code --check} says
 */
public record CheckedFile(String name, ConnectorConfig connector, List<Problem> problems) {
    private static final Comparator<CheckedFile> CLOSEST_FIRST = Comparator.comparingLong(CheckedFile::unknownKeys)
            .thenComparingInt(file -> file.mistakes().size())
            .thenComparingInt(file -> file.problems.size());

    /**
     * As the connector takes it that knows most of its keys. Among those that know as many, the one that finds fewest mistakes.
     *
     * @param millrace the whole command, which has all connectors
     * @throws ConfigurationException when the file is missing, no YAML, or gives a key twice
     */
    public static CheckedFile closest(Path file, Map<String, String> environment, CommandLine millrace) {
        return commands(millrace)
                .map(command -> command.check(file, environment))
                .min(CLOSEST_FIRST)
                .orElseThrow();
    }

    private static Stream<RunConnectorCommand> commands(CommandLine command) {
        Stream<RunConnectorCommand> own =
                command.getCommand() instanceof RunConnectorCommand run ? Stream.of(run) : Stream.empty();
        return Stream.concat(own, command.getSubcommands().values().stream().flatMap(CheckedFile::commands));
    }

    /** The problems without what may be kept from this machine, the address of the target and its secrets. */
    public List<Problem> mistakes() {
        return problems.stream().filter(problem -> !isKeptElsewhere(problem)).toList();
    }

    /** The problems; before them that the file seems to be another connector's, where that one knows more of its keys. */
    List<Problem> problemsBeside(CheckedFile closest) {
        if (closest.unknownKeys() >= unknownKeys()) {
            return problems;
        }
        Problem other = new Problem(
                ProblemCode.CONFIG_KEY_UNKNOWN,
                "target",
                "the file seems to be for run " + closest.name,
                "start it with 'millrace run " + closest.name + "', or give the keys of run " + name);
        return Stream.concat(Stream.of(other), problems.stream()).toList();
    }

    private static boolean isKeptElsewhere(Problem problem) {
        boolean isFile = problem.code() == ProblemCode.CONFIG_VALUE_INVALID
                && problem.path().endsWith("-file");
        return problem.path().startsWith("target.") && (isFile || problem.code() == ProblemCode.CONFIG_VALUE_MISSING);
    }

    private long unknownKeys() {
        return problems.stream()
                .filter(problem -> problem.code() == ProblemCode.CONFIG_KEY_UNKNOWN)
                .count();
    }
}
