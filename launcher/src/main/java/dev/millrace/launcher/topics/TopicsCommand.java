package dev.millrace.launcher.topics;

import dev.millrace.core.SourceTopics;
import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.topics.TopicReport;
import dev.millrace.launcher.ExitCode;
import dev.millrace.launcher.run.CheckedFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace topics}: what a connector's topics are like, and the missing ones created. */
@Command(
        name = "topics",
        description = {
            "Lists the topics that a connector needs, those for its dead letters included, and says whether they are fit"
                    + " for it.",
            "Asks Kafka only. Exit code 0 where a connector could start with topics that are all there, else 1."
        })
public final class TopicsCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The connector's configuration, YAML.")
    private Path config;

    @Option(
            names = "--apply",
            description =
                    "Create what is missing, as topic-defaults and dead-letter-defaults say. Never changes or deletes"
                            + " a topic that exists: prints the command that would.")
    private boolean apply;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, or json: one line on standard output.")
    private OutputFormat output;

    @Spec
    private CommandSpec spec;

    /** How the topics are printed. */
    enum OutputFormat {
        TABLE,
        JSON
    }

    @Override
    public Integer call() {
        CheckedFile file = CheckedFile.closest(config, Map.copyOf(System.getenv()));
        if (!file.mistakes().isEmpty()) {
            throw new ConfigurationException(file.mistakes());
        }
        SourceTopics topics = new SourceTopics(file.connector());
        TopicReport report = apply ? topics.createMissing() : topics.list();
        List<String> lines = output == OutputFormat.JSON
                ? List.of(TopicsJson.line(report))
                : new TopicsTable(report, config.toString()).lines();
        PrintWriter out = spec.commandLine().getOut();
        lines.forEach(out::println);
        out.flush();
        return report.isReady() ? ExitCode.OK : ExitCode.FAILED;
    }
}
