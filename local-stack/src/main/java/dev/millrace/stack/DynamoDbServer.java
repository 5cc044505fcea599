package dev.millrace.stack;

import java.nio.file.Path;

/**
 * DynamoDB Local as a child process. With durable storage a new start in the same directory finds its tables, on another port. All of
 * them are in the directory {@code data} within its own: a copy that was made while it was stopped can be put back while it is
 * stopped.
 *
 * <p>It takes any credentials, as long as there are some, and answers everybody from the same tables. It reports nothing to its maker.
 *
 * <p>Thread safe; operations on one server run one after the other.
 */
public final class DynamoDbServer extends RestartableServer {
    private final BindAddress address;
    private final int port;

    private DynamoDbServer(DynamoDbInstallation installation) {
        super(installation::launch, Signal.TERM);
        this.address = installation.address();
        this.port = installation.port();
    }

    /**
     * Starts a server with durable storage and returns when it accepts clients.
     *
     * @param directory its own; created where missing
     * @throws StackException {@code SERVER_JARS_MISSING}, {@code DIRECTORY_UNUSABLE}, {@code DIRECTORY_IN_USE},
     *     {@code PORT_TAKEN} after several attempts, {@code START_FAILED}, {@code START_TIMEOUT}, {@code INTERRUPTED}
     */
    public static DynamoDbServer start(Path directory) {
        return start(directory, Storage.DURABLE);
    }

    /** As {@link #start(Path)}, with storage of this kind. */
    public static DynamoDbServer start(Path directory, Storage storage) {
        return start(directory, storage, BindAddress.LOOPBACK);
    }

    /**
     * As {@link #start(Path, Storage)}, for clients that reach this address.
     *
     * @throws StackException also {@code ADDRESS_UNUSABLE}
     */
    public static DynamoDbServer start(Path directory, Storage storage, BindAddress address) {
        return start(directory, storage, address, address::free);
    }

    static DynamoDbServer start(Path directory, Storage storage, BindAddress address, Ports ports) {
        Path absolute = directory.toAbsolutePath();
        return ports.startOn(
                1, chosen -> new DynamoDbServer(new DynamoDbInstallation(absolute, storage, address, chosen.get(0))));
    }

    /** What clients connect to: {@code http://<address>:<port>}; the same as long as this object lives. */
    public String endpoint() {
        return "http://" + address.host() + ":" + port;
    }

    @Override
    StackFile.Running describe() {
        return new StackFile.DynamoDb(endpoint(), "us-east-1", "local", "local", pid());
    }
}
