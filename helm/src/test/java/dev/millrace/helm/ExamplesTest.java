package dev.millrace.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import dev.millrace.launcher.run.CheckedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The values files that come with the charts. */
final class ExamplesTest {
    @TempDir
    private Path directory;

    static List<Arguments> examples() {
        return arguments(InstallableChart.all());
    }

    static List<Arguments> connectorsExamples() {
        return arguments(List.of(Chart.values()));
    }

    private static List<Arguments> arguments(List<? extends InstallableChart> charts) {
        return charts.stream()
                .flatMap(chart -> chart.examples().stream().map(file -> Arguments.of(chart, name(file))))
                .toList();
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /** Lint takes no values: each example becomes the values of a copy. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("examples")
    void anExamplePassesTheStrictLint(InstallableChart chart, String example) throws IOException {
        Path copy = directory.resolve(chart.title());
        Copies.copy(chart.directory(), copy, Found.NOTHING);
        Files.writeString(
                copy.resolve("values.yaml"),
                Yaml.write(Yaml.over(
                        Yaml.over(chart.defaults(), Yaml.object(chart.example(example))),
                        Yaml.object(Release.ALL_APIS))));
        LintResult lint = new Helm(copy).lint().strict().call();
        List<String> complaints = lint.getMessages().stream()
                .filter(message -> !message.contains("icon is recommended"))
                .toList();
        assertEquals(List.of(), complaints);
        assertFalse(lint.isFailed());
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("examples")
    void anExampleIsRenderedForTheOldestAndTheNewestCluster(InstallableChart chart, String example) {
        for (KubeVersion cluster : KubeVersion.values()) {
            Release release = Release.of(chart, chart.example(example))
                    .with(Release.ALL_APIS)
                    .on(cluster);
            Manifests manifests = release.manifests();
            assertEquals(
                    1,
                    manifests.all("Deployment").size()
                            + manifests.all("StatefulSet").size());
            assertTrue(release.notes().contains("In force"));
        }
    }

    /** As a pod would check it, with the variables and the files that the pod has. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("connectorsExamples")
    void theConnectorsOwnCheckTakesTheFileOfAnExample(Chart chart, String example) throws IOException {
        Manifests manifests =
                Release.of(chart, chart.example(example)).with(Release.ALL_APIS).manifests();
        PodFiles pod = new PodFiles(directory, manifests);
        CheckedFile checked = CheckedFile.closest(pod.connector(), pod.variables());
        assertEquals(List.of(), checked.problems());
        assertEquals(chart.connector(), checked.type().name());
    }

    @EveryInstallableChart
    void anExampleSaysInItsFirstLineWhatItShows(InstallableChart chart) {
        for (Path example : chart.examples()) {
            String first = Yaml.text(example).lines().findFirst().orElse("");
            assertTrue(first.startsWith("# ") && first.length() > 20, example::toString);
        }
    }

    @EveryChart
    void everyExampleOfTheDirectoryIsTested(Chart chart) throws IOException {
        try (Stream<Path> files = Files.list(chart.directory().resolve("examples"))) {
            assertEquals(files.count(), chart.examples().size());
        }
        assertTrue(chart.examples().size() >= 4);
    }
}
