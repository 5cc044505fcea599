package dev.millrace.stack;

import java.nio.file.Path;
import java.util.List;

/**
 * A Kafka broker (KRaft, broker and controller in one) as a child process. It keeps its data in its directory: a new start
 * in the same directory finds them, on other ports.
 *
 * <p>Thread safe; operations on one server run one after the other.
 */
public final class KafkaServer implements AutoCloseable {
    private final RestartableServer server;
    private final int port;

    private KafkaServer(Path directory, List<String> settings, List<Integer> ports) {
        this.port = ports.get(0);
        KafkaInstallation installation =
                new KafkaInstallation(directory.toAbsolutePath(), port, ports.get(1), List.copyOf(settings));
        this.server = new RestartableServer(installation::launch, Signal.TERM);
    }

    /**
     * Starts a broker and returns when it accepts clients.
     *
     * @param directory its own; created where missing
     * @throws StackException {@code SERVER_JARS_MISSING}, {@code DIRECTORY_UNUSABLE}, {@code DIRECTORY_IN_USE},
     *     {@code PORT_TAKEN} after several attempts, {@code START_FAILED}, {@code START_TIMEOUT}, {@code INTERRUPTED}
     */
    public static KafkaServer start(Path directory) {
        return start(directory, Ports::free);
    }

    /**
     * As {@link #start(Path)}, with settings of its own: lines of {@code server.properties}, which win over the usual ones. The
     * listener of the clients is named {@code CLIENT}.
     */
    public static KafkaServer start(Path directory, List<String> settings) {
        Ports ports = Ports::free;
        return ports.startOn(2, chosen -> new KafkaServer(directory, settings, chosen));
    }

    static KafkaServer start(Path directory, Ports ports) {
        return ports.startOn(2, chosen -> new KafkaServer(directory, List.of(), chosen));
    }

    /** What clients connect to: {@code 127.0.0.1:<port>}; the same as long as this object lives. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** The pid of the broker's JVM, of the last one where none runs. */
    public long pid() {
        return server.pid();
    }

    /** Whether the broker's process runs. */
    public boolean isAlive() {
        return server.isAlive();
    }

    /** Stops in an orderly way, by force after 10 s and a few more. Nothing happens where none runs. */
    public void stop() {
        server.stop();
    }

    /** Ends the process with {@code SIGKILL}: a crash. Nothing happens where none runs. */
    public void kill() {
        server.kill();
    }

    /**
     * Stops where it still runs and starts again with the same port and data.
     *
     * @throws StackException as {@link #start}; {@code PORT_TAKEN} at once
     */
    public void restart() {
        server.restart();
    }

    /**
     * Freezes the process: it keeps its connections and answers nothing.
     *
     * @throws StackException {@code NOT_RUNNING}
     */
    public void suspend() {
        server.suspend();
    }

    /**
     * Thaws the process.
     *
     * @throws StackException {@code NOT_RUNNING}
     */
    public void resume() {
        server.resume();
    }

    /** As {@link #stop}. */
    @Override
    public void close() {
        server.close();
    }
}
