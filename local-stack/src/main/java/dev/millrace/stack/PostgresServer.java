package dev.millrace.stack;

import java.nio.file.Path;

/**
 * A PostgreSQL server as a child process, with {@code fsync} and {@code synchronous_commit} on: what it has acknowledged
 * survives a crash. It listens on one address and wants a password, which is drawn when the directory is set up. A new
 * start in the same directory finds the data and the password, on another port.
 *
 * <p>Thread safe; operations on one server run one after the other.
 */
public final class PostgresServer extends RestartableServer {
    private final PostgresInstallation installation;

    private PostgresServer(PostgresInstallation installation) {
        super(installation::launch, Signal.INT);
        this.installation = installation;
    }

    /**
     * Starts a server and returns when it accepts clients. The first start on a machine unpacks the binaries to the user's
     * cache directory; the first in a directory sets up the data.
     *
     * @param directory its own; created where missing
     * @throws StackException {@code PLATFORM_UNSUPPORTED}, {@code ROOT_REFUSED}, {@code DIRECTORY_UNUSABLE},
     *     {@code DIRECTORY_IN_USE}, {@code PORT_TAKEN} after several attempts, {@code START_FAILED}, {@code START_TIMEOUT},
     *     {@code INTERRUPTED}
     */
    public static PostgresServer start(Path directory) {
        return start(directory, BindAddress.LOOPBACK);
    }

    /**
     * As {@link #start(Path)}, for clients that reach this address, who need the password as well.
     *
     * @throws StackException also {@code ADDRESS_UNUSABLE}
     */
    public static PostgresServer start(Path directory, BindAddress address) {
        return start(directory, address, address::free);
    }

    static PostgresServer start(Path directory, BindAddress address, Ports ports) {
        return start(PostgresDirectory.prepare(directory.toAbsolutePath(), ServerAccount::choose), address, ports);
    }

    static PostgresServer start(PostgresDirectory prepared, BindAddress address, Ports ports) {
        return ports.startOn(
                1, chosen -> new PostgresServer(new PostgresInstallation(prepared, address, chosen.get(0))));
    }

    /** The address for JDBC, without user and password; the same as long as this object lives. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + host() + ":" + port() + "/" + database();
    }

    /** Where clients reach it: the loopback address, unless it was told another. */
    public String host() {
        return installation.address().host();
    }

    /** The port, the same as long as this object lives. */
    public int port() {
        return installation.port();
    }

    /** The database that is there from the start. */
    public String database() {
        return "postgres";
    }

    /** The superuser. */
    public String user() {
        return PostgresDirectory.USER;
    }

    /** The superuser's password. */
    public String password() {
        return installation.files().password();
    }

    @Override
    StackFile.Running describe() {
        return new StackFile.Postgres(jdbcUrl(), host(), port(), database(), user(), password(), pid());
    }
}
