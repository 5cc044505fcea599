package dev.millrace.launcher.run;

import dev.millrace.core.KafkaProperties;
import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.format.configured.RecordFormats;
import dev.millrace.core.target.TargetType;
import dev.millrace.launcher.CommandFailure;
import dev.millrace.launcher.ExitCode;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A configuration as one connector takes it.
 *
 * @param type the connector
 * @param opening of its target; only where there are no problems
 * @param problems what its {@code --check} says
 */
public record CheckedFile(
        TargetType type, ConnectorConfig connector, TargetType.Opening opening, List<Problem> problems) {
    private static final Comparator<CheckedFile> CLOSEST_FIRST = Comparator.comparingLong(CheckedFile::unknownKeys)
            .thenComparingInt(file -> file.mistakes().size())
            .thenComparingInt(file -> file.problems.size());

    /**
     * As the connector takes it that knows most of its keys. Among those that know as many, the one that finds fewest mistakes.
     *
     * @throws ConfigurationException when the file is missing, no YAML, or gives a key twice
     */
    public static CheckedFile closest(Path file, Map<String, String> environment) {
        return Connectors.all().stream()
                .map(type -> of(file, environment, type))
                .min(CLOSEST_FIRST)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.FAILED,
                        "there is no connector on the class path",
                        "add the jar of one, with the jars that it needs"));
    }

    /** @throws ConfigurationException when the file is missing, no YAML, or gives a key twice */
    static CheckedFile of(Path file, Map<String, String> environment, TargetType type) {
        ConfigReader reader = ConfigReader.of(file, environment);
        ConnectorConfig connector = ConnectorConfig.read(reader);
        KafkaProperties.check(reader, connector);
        RecordFormats.check(reader, connector);
        TargetType.Opening opening = type.opening(reader, connector);
        try {
            reader.finish();
            return new CheckedFile(type, connector, opening, List.of());
        } catch (ConfigurationException wrong) {
            return new CheckedFile(type, connector, opening, wrong.problems());
        }
    }

    /** The problems without what need not be on this machine: copybooks, the address of the target and its secrets. */
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
                "the file seems to be for run " + closest.type.name(),
                "start it with 'millrace run " + closest.type.name() + "', or give the keys of run " + type.name());
        return Stream.concat(Stream.of(other), problems.stream()).toList();
    }

    private static boolean isKeptElsewhere(Problem problem) {
        if (problem.code() == ProblemCode.CONFIG_FILE_UNREADABLE) {
            return problem.path().endsWith("copybook") || problem.path().endsWith("copy-path");
        }
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
