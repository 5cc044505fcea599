package dev.millrace.stack;

import java.nio.file.Path;

/**
 * DynamoDB Local as a child process. It keeps its tables in the file system: a new start in the same directory finds them, on
 * another port. All of its tables are in the directory {@code data} within its own: a copy that was made while it was stopped
 * can be put back while it is stopped.
 *
 * <p>It takes any credentials, as long as there are some, and answers everybody from the same tables. It reports nothing to its maker.
 *
 * <p>Thread safe; operations on one server run one after the other.
 */
public final class DynamoDbServer extends RestartableServer {
    private final int port;

    private DynamoDbServer(DynamoDbInstallation installation) {
        super(installation::launch, Signal.TERM);
        this.port = installation.port();
    }

    /**
     * Starts a server and returns when it accepts clients.
     *
     * @param directory its own; created where missing
     * @throws StackException {@code SERVER_JARS_MISSING}, {@code DIRECTORY_UNUSABLE}, {@code DIRECTORY_IN_USE},
     *     {@code PORT_TAKEN} after several attempts, {@code START_FAILED}, {@code START_TIMEOUT}, {@code INTERRUPTED}
     */
    public static DynamoDbServer start(Path directory) {
        return start(directory, Ports::free);
    }

    static DynamoDbServer start(Path directory, Ports ports) {
        Path absolute = directory.toAbsolutePath();
        return ports.startOn(1, chosen -> new DynamoDbServer(new DynamoDbInstallation(absolute, chosen.get(0))));
    }

    /** What clients connect to: {@code http://127.0.0.1:<port>}; the same as long as this object lives. */
    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    StackFile.Running describe() {
        return new StackFile.DynamoDb(endpoint(), "us-east-1", "local", "local", pid());
    }
}
