package dev.millrace.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The directory of one Redis server: its settings, its data, its place, and how it is started. Thread safe. */
final class RedisInstallation {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Path program;
    private final RedisFiles files;
    private final String password;
    private final BindAddress address;
    private final int port;
    /** Of a node of a cluster, where the others connect. */
    private final Optional<Integer> busPort;
    /** Whom the next start follows: written by those who change it, read by those who start the server. */
    private volatile Optional<RedisServer> primary = Optional.empty();

    /** @param directory absolute; there already */
    RedisInstallation(
            Path directory,
            RedisSettings settings,
            String password,
            BindAddress address,
            int port,
            Optional<Integer> busPort) {
        this.program = RedisProgram.ofThisPlatform().unpack(directory);
        this.files = new RedisFiles(directory, settings);
        this.password = password;
        this.address = address;
        this.port = port;
        this.busPort = busPort;
    }

    RedisFiles files() {
        return files;
    }

    int busPort() {
        return busPort.orElseThrow(() -> new IllegalStateException("no node of a cluster"));
    }

    BindAddress address() {
        return address;
    }

    int port() {
        return port;
    }

    String password() {
        return password;
    }

    /** What the server's primary asks for: its own password where it has none. */
    String primaryPassword() {
        return primary.map(RedisServer::password).orElse(password);
    }

    void follow(Optional<RedisServer> newPrimary) {
        primary = newPrimary;
    }

    /** Starts the server and returns when it has read its data and accepts clients. */
    GuardedProcess launch() {
        Path directory = files.directory();
        OwnFiles.createDirectories(files.data());
        Path file = directory.resolve("redis.conf");
        OwnFiles.write(file, files.settings().text(place()).getBytes(StandardCharsets.UTF_8));
        GuardedProcess process = GuardedProcess.start(
                GuardedCommand.of("redis", directory, List.of(program.toString(), file.toString())));
        Readiness.await(process, this::answers);
        return process;
    }

    private Map<String, String> place() {
        Map<String, String> place = new LinkedHashMap<>();
        place.put("bind", address.host());
        place.put("port", Integer.toString(port));
        // Within the directory that it is started in.
        place.put("dir", files.directory().relativize(files.data()).toString());
        place.put("requirepass", password);
        place.put("masterauth", primaryPassword());
        primary.ifPresent(server -> place.put("replicaof", server.host() + " " + server.port()));
        busPort.ifPresent(bus -> {
            place.put("cluster-enabled", "yes");
            place.put("cluster-port", bus.toString());
            place.put("cluster-announce-ip", address.host());
        });
        return place;
    }

    private boolean answers() {
        try (RedisConnection connection = RedisConnection.open(address, port, password, PATIENCE)) {
            return connection.call("PING").text().equals("PONG");
        } catch (IOException e) {
            return false;
        }
    }
}
