package dev.millrace.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Copies of the charts that go with the JVM. The library is a directory where the checkout has a link: Helm writes a line to standard
 * error for each link that it follows, at each rendering. Hooks are under another name, which {@link #hooksBack} turns back: the library
 * that runs Helm does not give them.
 */
final class Copies {
    private static final Path COPIES = copied();

    private static final String HOOK = "helm.sh/hook";
    private static final String NO_HOOK = "copied.helm.sh/hook";

    private Copies() {}

    static String hooksBack(String manifests) {
        return manifests.replace(NO_HOOK, HOOK);
    }

    static Path of(Chart chart) {
        return COPIES.resolve(chart.title());
    }

    private static Path copied() {
        try {
            Path target = Files.createDirectories(Path.of("target"));
            Path copies = Files.createTempDirectory(target, "charts-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(copies)));
            for (Chart chart : Chart.values()) {
                copy(chart.directory(), copies.resolve(chart.title()));
            }
            return copies;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> files = tree.filter(Files::isRegularFile).toList();
            for (Path file : files) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.writeString(copy, file.toString().endsWith(".tpl") ? Yaml.text(file).replace(HOOK, NO_HOOK) : Yaml.text(file));
            }
        }
    }

    static void delete(Path directory) {
        try (Stream<Path> tree = Files.walk(directory)) {
            List<Path> files = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path file : files) {
                Files.delete(file);
            }
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
