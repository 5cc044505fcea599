package dev.millrace.bench.stages;

import dev.millrace.bench.run.BenchFailure;
import dev.millrace.simulator.bank.Bank;
import dev.millrace.simulator.bank.BankDataSets;
import dev.millrace.simulator.bank.BankSettings;
import dev.millrace.simulator.bank.RecordLayout;
import dev.millrace.simulator.capture.CaptureSettings;
import dev.millrace.simulator.delivery.TopicNames;
import dev.millrace.simulator.dispatch.DispatcherSettings;
import dev.millrace.simulator.publish.PublisherSettings;
import dev.millrace.simulator.source.SourceTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings of the stages, read from files as a user writes them. */
final class StageFiles {
    private static final int SEED = 1;
    private static final TopicNames NAMES = TopicNames.usual();

    private final Path directory;
    private final BankDataSets dataSets = BankDataSets.sample();

    StageFiles(Path directory) {
        this.directory = directory;
    }

    /** Where a Capture stores, by the name of its run. */
    Path storage(String run) {
        return directory.resolve(run);
    }

    /** @param rate per second, 0: no limit */
    CaptureSettings capture(String run, long changes, int rate, int observePort) {
        return CaptureSettings.read(
                write(
                        run + "-capture.yaml",
                        "name: bank\nstorage:\n  directory: " + storage(run) + "\nworkload:\n  changes: " + changes
                                + "\n  rate: " + rate + "\n  seed: " + SEED + "\n" + observe(observePort)),
                Map.of());
    }

    PublisherSettings publisher(String run, int dispatcherPort, int observePort) {
        return PublisherSettings.read(
                write(
                        run + "-publisher.yaml",
                        "name: bank\nstorage:\n  directory: " + storage(run) + "\ndispatcher: 127.0.0.1:"
                                + dispatcherPort + "\n" + observe(observePort)),
                Map.of());
    }

    DispatcherSettings dispatcher(String bootstrapServers, int port, int observePort) {
        StringBuilder yaml = new StringBuilder("name: bench\nlisten:\n  host: 127.0.0.1\n  port: " + port + "\nkafka:\n"
                + "  bootstrap.servers: " + bootstrapServers + "\n" + observe(observePort) + "objects:\n");
        for (SourceTable table : new Bank(dataSets, BankSettings.usual(SEED), Clock.systemUTC()).tables()) {
            yaml.append("  - object: ").append(table.objectName()).append('\n');
            yaml.append("    topic: ").append(NAMES.topic(table)).append('\n');
            yaml.append("    key: ").append(table.key()).append('\n');
            @Nullable RecordLayout layout = dataSets.layouts().get(table.objectName());
            if (layout != null) {
                yaml.append("    copybook: ")
                        .append(write(table.name() + ".cpy", layout.source()))
                        .append('\n');
            }
        }
        return DispatcherSettings.read(write("dispatcher.yaml", yaml.toString()), Map.of());
    }

    private static String observe(int port) {
        return "observe:\n  host: 127.0.0.1\n  port: " + port + "\n";
    }

    private Path write(String name, String content) {
        try {
            Path file = directory.resolve(name);
            Files.writeString(file, content, StandardCharsets.ISO_8859_1);
            return file;
        } catch (IOException failure) {
            throw new BenchFailure("the directory of the run cannot be written", failure);
        }
    }
}
