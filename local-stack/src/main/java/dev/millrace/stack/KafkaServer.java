package dev.millrace.stack;

import java.nio.file.Path;
import java.util.List;

/**
 * A Kafka broker (KRaft, broker and controller in one) as a child process. It keeps its data in its directory: a new start
 * in the same directory finds them, on other ports.
 *
 * <p>Thread safe; operations on one server run one after the other.
 */
public final class KafkaServer extends RestartableServer {
    private final BindAddress address;
    private final int port;

    private KafkaServer(KafkaInstallation installation) {
        super(installation::launch, Signal.TERM);
        this.address = installation.address();
        this.port = installation.port();
    }

    /**
     * Starts a broker and returns when it accepts clients.
     *
     * @param directory its own; created where missing
     * @throws StackException {@code SERVER_JARS_MISSING}, {@code DIRECTORY_UNUSABLE}, {@code DIRECTORY_IN_USE},
     *     {@code PORT_TAKEN} after several attempts, {@code START_FAILED}, {@code START_TIMEOUT}, {@code INTERRUPTED}
     */
    public static KafkaServer start(Path directory) {
        return start(directory, List.of());
    }

    /**
     * As {@link #start(Path)}, with settings of its own: lines of {@code server.properties}, which win over the usual ones. The
     * listener of the clients is named {@code CLIENT}.
     */
    public static KafkaServer start(Path directory, List<String> settings) {
        return start(directory, settings, BindAddress.LOOPBACK);
    }

    /**
     * As {@link #start(Path, List)}, for clients that reach this address.
     *
     * @throws StackException also {@code ADDRESS_UNUSABLE}
     */
    public static KafkaServer start(Path directory, List<String> settings, BindAddress address) {
        return start(directory, settings, address, address::free);
    }

    static KafkaServer start(Path directory, List<String> settings, BindAddress address, Ports ports) {
        Path absolute = directory.toAbsolutePath();
        return ports.startOn(
                2,
                chosen -> new KafkaServer(
                        new KafkaInstallation(absolute, address, chosen.get(0), chosen.get(1), List.copyOf(settings))));
    }

    /** What clients connect to: {@code <address>:<port>}; the same as long as this object lives. */
    public String bootstrapServers() {
        return address.host() + ":" + port;
    }

    @Override
    StackFile.Running describe() {
        return new StackFile.Kafka(bootstrapServers(), pid());
    }
}
