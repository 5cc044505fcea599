package dev.millrace.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Copies of the charts that go with the JVM, for what the library that runs Helm does otherwise than {@code helm} itself:
 *
 * <ul>
 *   <li>It asks a cluster whatever {@code lookup} is about: its answer stands in the copy.
 *   <li>It leaves hooks out: they are under another name, which {@link #hooksBack} turns back.
 *   <li>It writes a line to standard error for each link that it follows, at each rendering: the charts' library is a directory.
 * </ul>
 */
final class Copies {
    private static final Pattern LOOKUP = Pattern.compile("lookup \"[^\"]+\" \\(.*?\\) \\S+ \\(.*?\\)");
    private static final String HOOK = "helm.sh/hook";
    private static final String NO_HOOK = "copied.helm.sh/hook";
    private static final Path COPIES = copied();

    private Copies() {}

    static Path of(InstallableChart chart, Found found) {
        return COPIES.resolve(found.name()).resolve(chart.title());
    }

    static String hooksBack(String manifests) {
        return manifests.replace(NO_HOOK, HOOK);
    }

    private static Path copied() {
        try {
            Path target = Files.createDirectories(Path.of("target"));
            Path copies = Files.createTempDirectory(target, "charts-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(copies)));
            for (Found found : Found.values()) {
                for (InstallableChart chart : InstallableChart.all()) {
                    copy(chart.directory(), copies.resolve(found.name()).resolve(chart.title()), found);
                }
            }
            return copies;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    static void copy(Path from, Path to, Found found) throws IOException {
        try (Stream<Path> tree = Files.walk(from, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> files = tree.filter(Files::isRegularFile).toList();
            for (Path file : files) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                String text = Yaml.text(file);
                Files.writeString(copy, file.toString().endsWith(".tpl") ? alone(text, found) : text);
            }
        }
    }

    private static String alone(String template, Found found) {
        String answered = LOOKUP.matcher(template).replaceAll(Matcher.quoteReplacement(found.answer()));
        if (answered.contains("lookup \"")) {
            throw new IllegalStateException("a lookup of another form: give its answer too\n" + template);
        }
        return answered.replace(HOOK, NO_HOOK);
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
