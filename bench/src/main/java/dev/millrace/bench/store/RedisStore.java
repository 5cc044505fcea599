package dev.millrace.bench.store;

import dev.millrace.bench.run.BenchFailure;
import dev.millrace.bench.run.RunningConnector;
import dev.millrace.bench.sample.SampleTable;
import dev.millrace.redis.RedisConfig;
import dev.millrace.redis.RedisSettings;
import dev.millrace.redis.RedisTarget;
import dev.millrace.stack.RedisServer;
import dev.millrace.stack.Storage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;

/** Redis, one server, rows as hashes. */
final class RedisStore implements Store {
    private static final String TABLE = "account";
    /** As many as the connector's lanes. */
    private static final int CONNECTIONS = 4;

    /** As many as the engine hands over at most: its `batch-records`. */
    private static final int DEPTH = 2_000;

    private final RedisServer server;
    private final Versions versions;

    /** Where a row's version is. */
    enum Versions {
        INLINE,
        SIDECAR;

        private String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    RedisStore(Path directory, Versions versions) {
        this.server = RedisServer.start(directory, Storage.FLEETING);
        this.versions = versions;
    }

    @Override
    public String name() {
        return "Redis, one server, hashes, versions " + versions.key();
    }

    /** Its connections are its lanes. */
    @Override
    public String target(int inFlight) {
        return String.join(
                "\n",
                "nodes: [\"" + server.host() + ":" + server.port() + "\"]",
                "password: \"" + server.password() + "\"",
                "tls: false",
                "");
    }

    @Override
    public String table() {
        return TABLE;
    }

    @Override
    public String tableKeys() {
        return "version: " + versions.key();
    }

    @Override
    public RunningConnector.TargetReader targetReader() {
        return (reader, connector) -> {
            RedisSettings settings = RedisConfig.read(reader, connector);
            return () -> RedisTarget.open(settings);
        };
    }

    @Override
    public Bare bare(int inFlight) {
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            connections.add(new Connection(
                    new HostAndPort(server.host(), server.port()),
                    DefaultJedisClientConfig.builder()
                            .password(server.password())
                            .build()));
        }
        BareRedis.RedisCall call = new BareRedis.RedisCall(
                function(),
                versions == Versions.SIDECAR,
                TABLE + ":",
                SampleTable.create().columns());
        return new BareConnections<>(connections, new BareRedis(call), DEPTH);
    }

    /** The connector has loaded it. */
    private String function() {
        String functions = server.command("FUNCTION", "LIST");
        Matcher name =
                Pattern.compile("\\w*upsert_hash_" + versions.key() + "\\w*").matcher(functions);
        if (!name.find()) {
            throw new BenchFailure("the connector has loaded no function");
        }
        return name.group();
    }

    @Override
    public String atOnce(int inFlight) {
        return CONNECTIONS + " connections, up to " + DEPTH + " calls of a pipeline in flight on each";
    }

    @Override
    public List<String> remarks() {
        String memory = server.command("INFO", "memory");
        long bytes = number(memory, "used_memory") - number(memory, "used_memory_startup");
        long keys = Long.parseLong(server.command("DBSIZE").strip());
        long rows = versions == Versions.SIDECAR ? keys / 2 : keys;
        return List.of(String.format(Locale.ROOT, "memory of the server per row: %d bytes", bytes / rows));
    }

    private static long number(String info, String name) {
        Matcher value = Pattern.compile(name + ":(\\d+)").matcher(info);
        if (!value.find()) {
            throw new BenchFailure("the server does not tell its " + name);
        }
        return Long.parseLong(value.group(1));
    }

    @Override
    public void close() {
        server.close();
    }
}
