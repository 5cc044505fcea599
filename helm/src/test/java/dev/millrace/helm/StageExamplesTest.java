package dev.millrace.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.simulator.capture.CaptureSettings;
import dev.millrace.simulator.dispatch.DispatcherSettings;
import dev.millrace.simulator.publish.PublisherSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the stages themselves say to the files that the examples make. */
final class StageExamplesTest {
    @TempDir
    private Path directory;

    static List<Arguments> examples() {
        return Arrays.stream(StageChart.values())
                .flatMap(chart -> chart.examples().stream()
                        .map(file -> Arguments.of(chart, file.getFileName().toString())))
                .toList();
    }

    /** A problem would be an exception. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("examples")
    void aStageTakesItsFile(StageChart chart, String example) throws IOException {
        Manifests manifests =
                Release.of(chart, chart.example(example)).with(Release.ALL_APIS).manifests();
        StageFiles pod = new StageFiles(directory, manifests);
        switch (chart) {
            case CAPTURE -> {
                CaptureSettings capture = CaptureSettings.read(pod.of("capture"), Map.of());
                PublisherSettings publisher = PublisherSettings.read(pod.of("publisher"), Map.of());
                assertEquals(Path.of("/var/lib/millrace"), capture.directory());
                assertEquals(capture.directory(), publisher.directory());
                assertEquals(capture.name(), publisher.name());
            }
            case DISPATCHER -> {
                DispatcherSettings dispatcher = DispatcherSettings.read(pod.of("dispatcher"), Map.of());
                assertEquals("bank", dispatcher.name());
            }
        }
    }
}
