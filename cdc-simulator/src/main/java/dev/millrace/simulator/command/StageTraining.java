package dev.millrace.simulator.command;

import dev.millrace.launcher.archive.PackageClasses;
import dev.millrace.simulator.capture.Capture;
import dev.millrace.simulator.capture.CaptureSettings;
import dev.millrace.simulator.dispatch.Dispatcher;
import dev.millrace.simulator.dispatch.DispatcherSettings;
import dev.millrace.simulator.playback.TimeSource;
import dev.millrace.simulator.process.Stage;
import dev.millrace.simulator.publish.Publisher;
import dev.millrace.simulator.publish.PublisherSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Run while an image is built, for the archive of its classes: lets the stages come as far as they do without Kafka, side by side and
 * for a few seconds, then loads the classes that only work with it.
 */
public final class StageTraining {
    private static final Duration ATTEMPT = Duration.ofSeconds(2);

    private StageTraining() {}

    /** @param arguments a directory with a file for each stage, and a file with prefixes of classes to load, one a line */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path files = Path.of(arguments[0]);
        Path directory = Files.createTempDirectory("millrace-");
        Map<String, String> storage = Map.of("MILLRACE_STORAGE_DIRECTORY", directory.toString());
        List<Stage> stages = List.of(
                new Capture(
                        CaptureSettings.read(files.resolve("capture.yaml"), storage),
                        Clock.systemUTC(),
                        TimeSource.system()),
                new Publisher(PublisherSettings.read(files.resolve("publisher.yaml"), storage)),
                new Dispatcher(DispatcherSettings.read(files.resolve("dispatcher.yaml"), Map.of()), Clock.systemUTC()));
        attempt(stages);
        delete(directory);
        PackageClasses.load(Path.of(arguments[1]));
        // What still waits for Kafka must not keep the JVM.
        System.exit(0);
    }

    private static void attempt(List<Stage> stages) throws InterruptedException {
        List<Thread> attempts = new ArrayList<>();
        for (Stage stage : stages) {
            Thread attempt = new Thread(() -> run(stage), "training");
            attempt.setDaemon(true);
            attempt.setUncaughtExceptionHandler((thread, expected) -> {});
            attempt.start();
            attempts.add(attempt);
        }
        long end = System.nanoTime() + ATTEMPT.toNanos();
        for (Thread attempt : attempts) {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            attempt.join(Math.max(1, left));
        }
        stages.forEach(Stage::stop);
        // Of these, Capture alone writes files.
        attempts.get(0).join(ATTEMPT.toMillis());
    }

    /** It would become a part of the image. */
    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void run(Stage stage) {
        try {
            stage.run();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
