package dev.millrace.helm;

import java.nio.file.Path;
import java.util.stream.Collectors;

/** A chart's README: the template of all charts, filled from the chart's own files. */
final class Readme {
    private Readme() {}

    static String of(InstallableChart chart, ValuesTable values) {
        return Yaml.text(chart.common().readmeTemplate())
                .replace("@chart@", chart.title())
                .replace("@description@", chart.metadata().path("description").asText())
                .replace("@version@", chart.metadata().path("version").asText())
                .replace("@appVersion@", chart.metadata().path("appVersion").asText())
                .replace("@examples@", examples(chart))
                .replace("@values@", values.markdown().stripTrailing());
    }

    /** What an example shows stands in its first line. */
    private static String examples(InstallableChart chart) {
        return chart.examples().stream()
                .map(file -> "| [" + file.getFileName() + "](examples/" + file.getFileName() + ") | " + firstLine(file)
                        + " |")
                .collect(Collectors.joining("\n"));
    }

    private static String firstLine(Path example) {
        String first = Yaml.text(example).lines().findFirst().orElse("");
        if (!first.startsWith("# ")) {
            throw new IllegalStateException(example + " does not begin with a comment that says what it shows");
        }
        return first.substring(2);
    }
}
