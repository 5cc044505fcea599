package dev.millrace.bench.postgres;

import dev.millrace.bench.run.FreePort;
import dev.millrace.bench.run.JvmCommand;
import dev.millrace.stack.GuardedCommand;
import dev.millrace.stack.OwnClassPath;
import java.nio.file.Path;
import java.util.List;

/** An entrant's JVM, which does one pass at a time. For one thread. */
interface Contestant extends AutoCloseable {

    /** Begins a pass; returns before anything is written. */
    void start(PassSpec spec) throws InterruptedException;

    /** @throws dev.millrace.bench.run.BenchFailure when it has failed */
    PassState state() throws InterruptedException;

    /** Ends the pass; what is written is committed then. */
    void stop() throws InterruptedException;

    /** The consumer group of a pass. */
    String group(PassSpec spec);

    /** Of its process. */
    long pid();

    @Override
    void close();

    /** @param directory its own */
    static Contestant launch(Setting setting, Path directory, String bootstrapServers) throws InterruptedException {
        int port = FreePort.next();
        List<String> options = setting.entrant().jvmOptions();
        if (setting.entrant().isDebezium()) {
            ConnectFiles files = new ConnectFiles(directory, PeerJars.find());
            List<String> command = new JvmCommand(directory, options, files.classPath())
                    .line(
                            ConnectFiles.MAIN,
                            List.of(files.worker(bootstrapServers, port).toString()));
            GuardedCommand guarded = GuardedCommand.of("connect", directory, command);
            return new ConnectContestant(new EntrantJvm(guarded, port, ConnectContestant.PATH));
        }
        List<String> command = new JvmCommand(directory, options, OwnClassPath.value())
                .line(PassHost.class.getName(), List.of(Integer.toString(port)));
        return new OwnContestant(new EntrantJvm(GuardedCommand.of("entrant", directory, command), port, PassHost.PATH));
    }
}
