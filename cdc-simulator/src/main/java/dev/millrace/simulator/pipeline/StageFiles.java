package dev.millrace.simulator.pipeline;

import dev.millrace.simulator.bank.BankDataSets;
import dev.millrace.simulator.delivery.ChangeTopics;
import dev.millrace.simulator.delivery.TopicNames;
import dev.millrace.simulator.source.SourceTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes the files that the stages between source and Kafka run with: such as a user could have written. Servers get free ports of
 * 127.0.0.1. What cannot be written is an {@link UncheckedIOException}.
 */
public final class StageFiles {
    private final Path directory;
    private final Map<String, Layout> layouts;
    private final List<String> tls;

    /**
     * The copybooks of a table.
     *
     * @param parents that of the parents' keys
     * @param parentKeys how many columns those are: the first of the table's key
     * @param encoding lines of a connector's entry that say what they do not, such as {@code float: ieee}
     */
    public record Layout(String copybook, Optional<String> parents, int parentKeys, List<String> encoding) {

        /** Of a record alone, with what is usual where it says nothing. */
        public Layout(String copybook) {
            this(copybook, Optional.empty(), 0, List.of());
        }
    }

    /**
     * Files in a directory.
     *
     * @param directory for all of them, and for the stored changes
     * @param layouts of the tables whose records are raw, by their object name; rows of the others come as columns
     * @param tls lines below {@code tls:}, for Publisher and Dispatcher
     */
    public StageFiles(Path directory, Map<String, Layout> layouts, List<String> tls) {
        this.directory = directory;
        this.layouts = layouts;
        this.tls = tls;
    }

    /** Of the bank. */
    public static StageFiles of(Path directory, BankDataSets dataSets) {
        return new StageFiles(
                directory,
                dataSets.layouts().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> new Layout(entry.getValue().source()))),
                List.of());
    }

    /** Where Capture stores changes. */
    public Path storage() {
        return directory.resolve("capture");
    }

    /** The copybook of a table whose records are raw; empty where rows come as columns. */
    public Optional<Path> copybook(SourceTable table) {
        return layout(table).map(layout -> directory.resolve(table.name() + ".cpy"));
    }

    /** The copybook of its parents' keys. */
    public Optional<Path> parentCopybook(SourceTable table) {
        return layout(table).flatMap(Layout::parents).map(parents -> directory.resolve(table.name() + "-PARENTS.cpy"));
    }

    /** What its copybooks do not say, as lines of a connector's entry. */
    public List<String> encoding(SourceTable table) {
        return layout(table).map(Layout::encoding).orElse(List.of());
    }

    private Optional<Layout> layout(SourceTable table) {
        return Optional.ofNullable(layouts.get(table.objectName()));
    }

    /** Writes the copybooks. */
    public void writeCopybooks(List<SourceTable> tables) {
        for (SourceTable table : tables) {
            Optional<Layout> layout = layout(table);
            layout.ifPresent(written -> writeCopybook(table.name() + ".cpy", written.copybook()));
            layout.flatMap(Layout::parents).ifPresent(parents -> writeCopybook(table.name() + "-PARENTS.cpy", parents));
        }
    }

    /**
     * Capture's.
     *
     * @param workload lines below {@code workload:}
     */
    public Path writeCapture(List<String> workload) {
        return write(
                "capture.yaml",
                "name: bank\nstorage:\n  directory: " + quoted(storage()) + "\n  replay-window: 1h\nworkload:\n"
                        + String.join(
                                "",
                                workload.stream()
                                        .map(line -> "  " + line + "\n")
                                        .toList())
                        + observe());
    }

    /** @param dispatcherPort on 127.0.0.1 */
    public Path writePublisher(int dispatcherPort) {
        return write(
                "publisher.yaml",
                "name: bank\nstorage:\n  directory: " + quoted(storage())
                        + "\n  replay-window: 1h\ndispatcher: 127.0.0.1:" + dispatcherPort + "\n" + lines("tls", tls)
                        + observe());
    }

    /** @param faults lines below {@code faults:} */
    public Path writeDispatcher(
            String bootstrapServers, List<SourceTable> tables, TopicNames names, List<String> faults) {
        StringBuilder yaml = new StringBuilder("name: bank-dispatcher\nlisten:\n  host: 127.0.0.1\n  port: 0\n");
        yaml.append("kafka:\n  bootstrap.servers: ").append(bootstrapServers).append('\n');
        yaml.append("topics:\n  partitions: ")
                .append(ChangeTopics.USUAL_PARTITIONS)
                .append('\n');
        yaml.append("objects:\n");
        for (SourceTable table : tables) {
            yaml.append("  - object: ").append(table.objectName()).append('\n');
            yaml.append("    topic: ").append(names.topic(table)).append('\n');
            int parentKeys = layout(table).map(Layout::parentKeys).orElse(0);
            List<String> key = table.key().subList(parentKeys, table.key().size());
            yaml.append("    key: [").append(String.join(", ", key)).append("]\n");
            copybook(table)
                    .ifPresent(file ->
                            yaml.append("    copybook: ").append(quoted(file)).append('\n'));
        }
        yaml.append(lines("faults", faults)).append(lines("tls", tls));
        return write("dispatcher.yaml", yaml.append(observe()).toString());
    }

    private static String lines(String section, List<String> lines) {
        return lines.isEmpty() ? "" : section + ":\n  " + String.join("\n  ", lines) + "\n";
    }

    private static String observe() {
        return "observe:\n  host: 127.0.0.1\n  port: 0\n";
    }

    /** As YAML takes it, whatever is in it. */
    public static String quoted(Path path) {
        return "'" + path.toString().replace("'", "''") + "'";
    }

    /** Copybooks keep their bytes, whatever encoding those are in. */
    private void writeCopybook(String name, String source) {
        write(name, source, StandardCharsets.ISO_8859_1);
    }

    private Path write(String name, String content) {
        return write(name, content, StandardCharsets.UTF_8);
    }

    private Path write(String name, String content, Charset charset) {
        Path file = directory.resolve(name);
        try {
            Files.createDirectories(directory);
            Files.writeString(file, content, charset);
            return file;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
