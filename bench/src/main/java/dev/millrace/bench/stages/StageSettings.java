package dev.millrace.bench.stages;

import dev.millrace.simulator.bank.Bank;
import dev.millrace.simulator.bank.BankDataSets;
import dev.millrace.simulator.bank.BankSettings;
import dev.millrace.simulator.capture.CaptureSettings;
import dev.millrace.simulator.delivery.TopicNames;
import dev.millrace.simulator.dispatch.DispatcherSettings;
import dev.millrace.simulator.pipeline.StageFiles;
import dev.millrace.simulator.publish.PublisherSettings;
import dev.millrace.simulator.source.SourceTable;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** The settings of the stages, read from files as a user writes them; a run has a directory for its files. */
final class StageSettings {
    private static final int SEED = 1;
    private static final BankDataSets DATA_SETS = BankDataSets.sample();

    private final Path directory;

    StageSettings(Path directory) {
        this.directory = directory;
    }

    /** Where the Capture of a run stores. */
    Path storage(String run) {
        return files(run).storage();
    }

    private StageFiles files(String run) {
        return StageFiles.of(directory.resolve(run), DATA_SETS);
    }

    /** @param rate per second, 0: no limit */
    CaptureSettings capture(String run, long changes, int rate, int observePort) {
        Path file = files(run).writeCapture(List.of("changes: " + changes, "rate: " + rate, "seed: " + SEED));
        return CaptureSettings.read(file, observed(observePort));
    }

    PublisherSettings publisher(String run, int dispatcherPort) {
        return PublisherSettings.read(files(run).writePublisher(dispatcherPort), Map.of());
    }

    DispatcherSettings dispatcher(String run, String bootstrapServers, int port, int observePort) {
        StageFiles files = files(run);
        List<SourceTable> tables = new Bank(DATA_SETS, BankSettings.usual(SEED), Clock.systemUTC()).tables();
        files.writeCopybooks(tables);
        Path file = files.writeDispatcher(bootstrapServers, tables, TopicNames.usual(), List.of());
        return DispatcherSettings.read(
                file,
                Map.of(
                        "MILLRACE_LISTEN_PORT",
                        String.valueOf(port),
                        "MILLRACE_OBSERVE_PORT",
                        String.valueOf(observePort)));
    }

    private static Map<String, String> observed(int port) {
        return Map.of("MILLRACE_OBSERVE_PORT", String.valueOf(port));
    }
}
