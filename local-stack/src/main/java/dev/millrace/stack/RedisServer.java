package dev.millrace.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Redis server as a child process. With durable storage a write that it has acknowledged survives a crash, and a new start in the
 * same directory finds the data, on another port; with fleeting storage every start is empty. It listens on one address and
 * wants a password, which is drawn at the first start in a directory. It evicts nothing.
 *
 * <p>Thread safe; operations on one server run one after the other, but commands.
 */
public final class RedisServer extends RestartableServer {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** A password that no server has. */
    private static final String WRONG_PASSWORD = "cut-off";

    private final RedisInstallation installation;

    private RedisServer(RedisInstallation installation) {
        super(installation::launch, Signal.TERM);
        this.installation = installation;
    }

    /**
     * Starts a server with durable storage and returns when it accepts clients. The first start on a machine unpacks the program
     * to the user's cache directory.
     *
     * @param directory its own; created where missing
     * @throws StackException {@code SERVER_JARS_MISSING}, {@code PLATFORM_UNSUPPORTED}, {@code DIRECTORY_UNUSABLE},
     *     {@code DIRECTORY_IN_USE}, {@code PORT_TAKEN} after several attempts, {@code START_FAILED}, {@code START_TIMEOUT},
     *     {@code INTERRUPTED}
     */
    public static RedisServer start(Path directory) {
        return start(directory, Storage.DURABLE);
    }

    /** As {@link #start(Path)}, with storage of this kind. */
    public static RedisServer start(Path directory, Storage storage) {
        return start(directory, storage, Map.of());
    }

    /**
     * As {@link #start(Path, Storage)}, with settings of its own: values by name, as they stand in {@code redis.conf}, for
     * example {@code maxmemory} and {@code 20mb}. They win over the usual ones.
     *
     * @throws IllegalArgumentException for a setting that the stack decides: address, password, names of files
     */
    public static RedisServer start(Path directory, Storage storage, Map<String, String> settings) {
        return start(directory, storage, settings, BindAddress.LOOPBACK);
    }

    /**
     * As {@link #start(Path, Storage, Map)}, for clients that reach this address, who need the password as well.
     *
     * @throws StackException also {@code ADDRESS_UNUSABLE}
     */
    public static RedisServer start(
            Path directory, Storage storage, Map<String, String> settings, BindAddress address) {
        return start(directory, storage, settings, address, address::free);
    }

    static RedisServer start(
            Path directory, Storage storage, Map<String, String> settings, BindAddress address, Ports ports) {
        Path absolute = directory.toAbsolutePath();
        RedisSettings all = RedisSettings.of(storage, settings);
        OwnFiles.createDirectories(absolute);
        String password = PasswordFile.readOrDraw(absolute);
        return ports.startOn(
                1,
                chosen -> new RedisServer(
                        new RedisInstallation(absolute, all, password, address, chosen.get(0), Optional.empty())));
    }

    /**
     * Starts a node that is in no cluster yet.
     *
     * @param password of all nodes
     */
    static RedisServer startNode(
            Path directory, Storage storage, Map<String, String> settings, String password, Ports ports) {
        RedisSettings all = RedisSettings.of(storage, settings);
        OwnFiles.createDirectories(directory);
        return ports.startOn(
                2,
                chosen -> new RedisServer(new RedisInstallation(
                        directory, all, password, BindAddress.LOOPBACK, chosen.get(0), Optional.of(chosen.get(1)))));
    }

    /** Where clients reach it: the loopback address, unless it was told another. */
    public String host() {
        return installation.address().host();
    }

    /** The port, the same as long as this object lives. */
    public int port() {
        return installation.port();
    }

    /** Of a node of a cluster, where the others connect. */
    int busPort() {
        return installation.busPort();
    }

    /** The password of its only user, {@code default}. */
    public String password() {
        return installation.password();
    }

    /**
     * Runs one command, on a connection of its own: what it says of its connection, or of commands before it, has no effect.
     *
     * @return what it answers; the items of a list with line ends between them, nothing as an empty text
     * @throws StackException {@code REFUSED} with the server's reason, {@code NOT_RUNNING} where no answer came within 10 s
     */
    public String command(String... words) {
        return call(words).text();
    }

    RedisReply call(String... words) {
        return call(Arrays.stream(words)
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    RedisReply call(List<byte[]> words) {
        String name = new String(words.get(0), StandardCharsets.UTF_8);
        try (RedisConnection connection = connect(PATIENCE)) {
            RedisReply reply = connection.call(words);
            if (reply.isRefusal()) {
                throw new StackException(
                        StackException.Code.REFUSED,
                        "Redis refused " + name + ": " + reply.text(),
                        "Look up the reason in the documentation of Redis.");
            }
            return reply;
        } catch (IOException e) {
            throw new StackException(
                    StackException.Code.NOT_RUNNING,
                    "Redis on port " + port() + " gave no answer to " + name + ".",
                    "Start it with restart(), or thaw it with resume().",
                    e);
        }
    }

    RedisConnection connect(Duration patience) throws IOException {
        return RedisConnection.open(installation.address(), port(), password(), patience);
    }

    /**
     * Writes all that it holds at this moment, functions included, to a file. Commands wait meanwhile.
     *
     * @throws StackException as {@link #command}; {@code DIRECTORY_UNUSABLE}
     */
    public synchronized void save(Path rdb) {
        ServerWait.until(this, "the end of another snapshot", this::saved);
        installation.files().takeSnapshot(rdb);
    }

    /** False while a snapshot for a replica is under way. */
    private boolean saved() {
        try {
            command("SAVE");
            return true;
        } catch (StackException e) {
            if (e.code() == StackException.Code.REFUSED && e.what().contains("already in progress")) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Kills it and starts it again, on the same port, with what a file of {@link #save} holds and nothing else. Later writes are as
     * durable as ever. For a primary: its replicas get the same state, a replica would get that of its primary.
     *
     * @throws StackException as {@link #restart}; {@code DIRECTORY_UNUSABLE}, where the file cannot be read before anything is
     *     touched
     */
    public synchronized void restore(Path rdb) {
        if (!Files.isRegularFile(rdb) || !Files.isReadable(rdb)) {
            throw OwnFiles.unusable(rdb, new IOException("no file that can be read"));
        }
        kill();
        installation.files().putSnapshot(rdb);
        restart();
        installation.files().forgetSnapshot();
    }

    /**
     * Makes it a replica, also after later starts, and returns when it has all that the other had when this was called.
     *
     * @throws StackException as {@link #command}; {@code NOT_IN_TIME}
     */
    public void replicaOf(RedisServer primary) {
        installation.follow(Optional.of(primary));
        join();
        command("REPLICAOF", primary.host(), Integer.toString(primary.port()));
        awaitCaughtUp(primary);
    }

    /**
     * Makes a replica a primary, also after later starts, with what it has: what its primary has not sent it is lost.
     *
     * @throws StackException as {@link #command}
     */
    public void promote() {
        command("REPLICAOF", "NO", "ONE");
        installation.follow(Optional.empty());
        join();
    }

    /**
     * Cuts a replica off from its primary: it goes on with the state of this moment, and gets nothing more until {@link #join} or
     * its next start.
     *
     * @throws StackException as {@link #command}; {@code NOT_IN_TIME}
     */
    public void cut() {
        // Freezing it would not do: what is on its way then is applied when it is thawed.
        command("CONFIG", "SET", "masterauth", WRONG_PASSWORD);
        ServerWait.until(this, "the end of the connection to its primary", () -> {
            command("CLIENT", "KILL", "TYPE", "master");
            Map<String, String> state = replication();
            return "down".equals(state.get("master_link_status")) && "0".equals(state.get("master_sync_in_progress"));
        });
    }

    /**
     * Lets a replica that was cut off connect to its primary again, which it does within a second: see {@link #awaitCaughtUp}.
     *
     * @throws StackException as {@link #command}
     */
    public void join() {
        command("CONFIG", "SET", "masterauth", installation.primaryPassword());
    }

    /**
     * Returns when this replica has all that its primary had when this was called.
     *
     * @throws StackException as {@link #command}; {@code NOT_IN_TIME}
     */
    public void awaitCaughtUp(RedisServer primary) {
        long goal = Long.parseLong(primary.replication().getOrDefault("master_repl_offset", "0"));
        ServerWait.until(this, "a replica to catch up", () -> {
            Map<String, String> state = replication();
            return Integer.toString(primary.port()).equals(state.get("master_port"))
                    && "up".equals(state.get("master_link_status"))
                    && Long.parseLong(state.getOrDefault("slave_repl_offset", "-1")) >= goal;
        });
    }

    private Map<String, String> replication() {
        return call("INFO", "replication").fields();
    }

    @Override
    StackFile.Running describe() {
        return new StackFile.Redis(host(), port(), password(), pid());
    }
}
