package dev.millrace.stack;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A Cassandra server of one node as a child process. With durable storage a write that it has acknowledged survives a crash. A new
 * start in the same directory finds the data, on another port. All of them are in the directory {@code data} within its own: a
 * copy that was made while it was stopped can be put back while it is stopped.
 *
 * <p>It needs a JDK that its release supports, which may be another than the one that runs this JVM: see {@link #javaHome()}.
 *
 * <p>Thread safe; operations on one server run one after the other.
 */
public final class CassandraServer extends RestartableServer {
    /** What to do where {@link #javaHome()} is empty, a sentence. */
    public static final String HOW_TO_INSTALL_JAVA = "Install a JDK " + CassandraInstallation.JAVA
            + ", or say where one is: JAVA_HOME_" + CassandraInstallation.JAVA + "=<directory>.";

    private final BindAddress address;
    private final int port;

    private CassandraServer(CassandraInstallation installation) {
        super(installation::launch, Signal.TERM);
        this.address = installation.address();
        this.port = installation.port();
    }

    /**
     * The JDK that would run it: the one that runs this JVM where it fits, else one named by {@code JAVA_HOME_17} or a variable that
     * begins so, else one where operating systems keep theirs. Empty where none fits: see {@link #HOW_TO_INSTALL_JAVA}.
     */
    public static Optional<Path> javaHome() {
        return JavaHomes.ofThisMachine().find(CassandraInstallation.JAVA);
    }

    /**
     * Starts a server with durable storage and returns when it accepts clients.
     *
     * @param directory its own; created where missing
     * @throws StackException {@code JAVA_MISSING}, {@code SERVER_JARS_MISSING}, {@code DIRECTORY_UNUSABLE},
     *     {@code DIRECTORY_IN_USE}, {@code PORT_TAKEN} after several attempts, {@code START_FAILED}, {@code START_TIMEOUT},
     *     {@code INTERRUPTED}
     */
    public static CassandraServer start(Path directory) {
        return start(directory, Storage.DURABLE);
    }

    /** As {@link #start(Path)}, with storage of this kind. */
    public static CassandraServer start(Path directory, Storage storage) {
        return start(directory, storage, BindAddress.LOOPBACK);
    }

    /**
     * As {@link #start(Path, Storage)}, for clients that reach this address.
     *
     * @throws StackException also {@code ADDRESS_UNUSABLE}
     */
    public static CassandraServer start(Path directory, Storage storage, BindAddress address) {
        return start(directory, storage, address, address::free);
    }

    static CassandraServer start(Path directory, Storage storage, BindAddress address, Ports ports) {
        Path absolute = directory.toAbsolutePath();
        Path home = javaHome()
                .orElseThrow(() -> new StackException(
                        StackException.Code.JAVA_MISSING,
                        "Cassandra runs on JDK " + CassandraInstallation.JAVA + " only, and none was found.",
                        HOW_TO_INSTALL_JAVA));
        return ports.startOn(
                2,
                chosen -> new CassandraServer(new CassandraInstallation(
                        absolute, storage, ServerJvm.java(home), address, chosen.get(0), chosen.get(1))));
    }

    /** Where clients reach it: the loopback address, unless it was told another. */
    public String host() {
        return address.host();
    }

    /** Where clients of CQL connect; the same as long as this object lives. */
    public int port() {
        return port;
    }

    /** The name of its only data centre, which drivers ask for. */
    public String datacenter() {
        return "datacenter1";
    }

    @Override
    StackFile.Running describe() {
        return new StackFile.Cassandra(host(), port(), datacenter(), pid());
    }
}
