package dev.millrace.helm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A chart that can be installed: a connector's, or that of stages before Kafka. */
sealed interface InstallableChart permits Chart, StageChart {
    /** The directory of the charts: that of the module. */
    Path CHARTS = Path.of("").toAbsolutePath();

    /** What all of them are made of. */
    Path LIBRARY = CHARTS.resolve("library");

    /** As in {@code Chart.yaml}. */
    String title();

    /** The repository of its image. */
    String image();

    /** The schema of {@code config} in its values. */
    ObjectNode configSchema();

    /** What {@code helm/common} has for it. */
    CommonPart common();

    static List<InstallableChart> all() {
        return Stream.<InstallableChart>concat(Stream.of(Chart.values()), Stream.of(StageChart.values()))
                .toList();
    }

    default Path directory() {
        return CHARTS.resolve(title());
    }

    default ObjectNode defaults() {
        return Yaml.object(directory().resolve("values.yaml"));
    }

    default ObjectNode metadata() {
        return Yaml.object(directory().resolve("Chart.yaml"));
    }

    /** The values files that come with the chart, in the order of their names. */
    default List<Path> examples() {
        try (Stream<Path> files = Files.list(directory().resolve("examples"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    default Path example(String name) {
        return directory().resolve("examples").resolve(name);
    }

    /** The least that the chart needs. */
    default Path minimal() {
        return example("minimal.yaml");
    }
}
