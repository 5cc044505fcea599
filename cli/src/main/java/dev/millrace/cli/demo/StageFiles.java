package dev.millrace.cli.demo;

import dev.millrace.simulator.bank.BankDataSets;
import dev.millrace.simulator.bank.RecordLayout;
import dev.millrace.simulator.delivery.ChangeTopics;
import dev.millrace.simulator.delivery.TopicNames;
import dev.millrace.simulator.source.SourceTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the files that the stages between source and Kafka run with: such as a user could have written. */
public final class StageFiles {
    private final Path directory;
    private final Map<String, RecordLayout> layouts;

    /** @param directory for all of them, and for the stored changes */
    public StageFiles(Path directory, BankDataSets dataSets) {
        this.directory = directory;
        this.layouts = dataSets.layouts();
    }

    /** Where Capture stores changes. */
    public Path storage() {
        return directory.resolve("capture");
    }

    /** The copybook of a table whose records are raw; empty where rows come as columns. */
    public Optional<Path> copybook(SourceTable table) {
        @Nullable RecordLayout layout = layouts.get(table.objectName());
        return layout == null ? Optional.empty() : Optional.of(directory.resolve(table.name() + ".cpy"));
    }

    /** Writes the copybooks. */
    public void writeCopybooks(List<SourceTable> tables) {
        for (SourceTable table : tables) {
            @Nullable RecordLayout layout = layouts.get(table.objectName());
            if (layout != null) {
                write(table.name() + ".cpy", layout.source());
            }
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
                "name: bank\nstorage:\n  directory: " + storage() + "\n  replay-window: 1h\nworkload:\n"
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
                "name: bank\nstorage:\n  directory: " + storage() + "\n  replay-window: 1h\ndispatcher: 127.0.0.1:"
                        + dispatcherPort + "\n" + observe());
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
            yaml.append("    key: [").append(String.join(", ", table.key())).append("]\n");
            copybook(table)
                    .ifPresent(
                            file -> yaml.append("    copybook: ").append(file).append('\n'));
        }
        if (!faults.isEmpty()) {
            yaml.append("faults:\n");
            faults.forEach(line -> yaml.append("  ").append(line).append('\n'));
        }
        return write("dispatcher.yaml", yaml.append(observe()).toString());
    }

    private static String observe() {
        return "observe:\n  host: 127.0.0.1\n  port: 0\n";
    }

    private Path write(String name, String content) {
        Path file = directory.resolve(name);
        try {
            Files.createDirectories(directory);
            Files.writeString(file, content, StandardCharsets.ISO_8859_1);
            return file;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
