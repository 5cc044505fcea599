package dev.millrace.cli.verify;

import dev.millrace.launcher.CommandFailure;
import dev.millrace.launcher.ExitCode;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import dev.millrace.stack.StackFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Redis: every key, by SCAN, each a hash with a field for each column. There is no catalog: what stands before a key's first colon is its
 * table, and the key itself is compared too.
 */
final class RedisReader implements TargetReader {
    /** The key, in a row's values. */
    private static final String KEY = "(key)";

    private static final String DELETED = "_deleted";
    private static final Set<String> OWN = Set.of("_version", DELETED);
    /** What the connector keeps for itself stands before such a colon. */
    private static final String PROGRESS = "millrace";

    private static final int ANSWER_MILLIS = 30_000;
    private static final String KEYS_AT_ONCE = "500";

    private final StackFile.Redis first;
    private final List<Connection> connections = new ArrayList<>();
    private final Map<String, Map<String, String>> shapes = new LinkedHashMap<>();

    private RedisReader(StackFile.Redis first) {
        this.first = first;
    }

    /**
     * Connects to all of them.
     *
     * @param servers one, or all primaries of a cluster
     * @param tables that are there even where they have no row
     */
    static RedisReader open(List<StackFile.Redis> servers, List<SourceTable> tables) {
        RedisReader reader = new RedisReader(servers.get(0));
        try {
            servers.forEach(server -> reader.connections.add(connect(server)));
            tables.forEach(table -> reader.shapes.put(table.targetName(), Map.of()));
            for (Connection connection : reader.connections) {
                keys(connection, "*", keys -> keys.forEach(reader::addTable));
            }
            reader.shapes.remove(PROGRESS);
            return reader;
        } catch (JedisException failure) {
            reader.close();
            throw reader.unreachable(failure);
        }
    }

    private static Connection connect(StackFile.Redis server) {
        return new Connection(
                new HostAndPort(server.host(), server.port()),
                DefaultJedisClientConfig.builder()
                        .password(server.password())
                        .timeoutMillis(ANSWER_MILLIS)
                        .protocol(RedisProtocol.RESP2)
                        .build());
    }

    private void addTable(String key) {
        int end = key.indexOf(':');
        shapes.putIfAbsent(end < 0 ? key : key.substring(0, end), Map.of());
    }

    @Override
    public Map<String, Map<String, String>> shapes() {
        return shapes;
    }

    /** Types are not kept. */
    @Override
    public Map<String, String> shape(SourceTable table) {
        return Map.of();
    }

    @Override
    public void read(SourceTable table, Consumer<Map<String, StoredValue>> each) {
        // A scan may give a key twice.
        Set<String> seen = new HashSet<>();
        try {
            for (Connection connection : connections) {
                keys(connection, table.targetName() + ":*", keys -> {
                    List<String> fresh = keys.stream().filter(seen::add).toList();
                    fresh.forEach(key -> connection.sendCommand(Protocol.Command.HGETALL, key));
                    List<Object> replies = connection.getMany(fresh.size());
                    for (int i = 0; i < fresh.size(); i++) {
                        row(fresh.get(i), replies.get(i)).ifPresent(each);
                    }
                });
            }
        } catch (JedisException failure) {
            throw unreachable(failure);
        }
    }

    /** Gives the keys that fit, some at a time. */
    private static void keys(Connection connection, String pattern, Consumer<List<String>> some) {
        String cursor = "0";
        do {
            connection.sendCommand(Protocol.Command.SCAN, cursor, "MATCH", pattern, "COUNT", KEYS_AT_ONCE);
            List<?> answer = (List<?>) connection.getOne();
            cursor = text(answer.get(0));
            some.accept(
                    ((List<?>) answer.get(1)).stream().map(RedisReader::text).toList());
        } while (!cursor.equals("0"));
    }

    /** Empty of a tombstone, and of a key that has gone since. */
    private static Optional<Map<String, StoredValue>> row(String key, Object reply) {
        Map<String, StoredValue> row = new LinkedHashMap<>();
        row.put(KEY, StoredValue.of(key));
        if (reply instanceof JedisDataException) {
            row.put("(type)", StoredValue.of("no hash"));
            return Optional.of(row);
        }
        List<?> fields = (List<?>) reply;
        boolean deleted = fields.isEmpty();
        for (int i = 0; i < fields.size(); i += 2) {
            String name = text(fields.get(i));
            deleted |= name.equals(DELETED);
            if (!OWN.contains(name)) {
                row.put(name, StoredValue.of(text(fields.get(i + 1))));
            }
        }
        return deleted ? Optional.empty() : Optional.of(row);
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }

    @Override
    public Map<String, StoredValue> expected(SourceRow row) {
        Map<String, StoredValue> values = StoredValue.plain(row);
        values.put(KEY, StoredValue.of(key(row)));
        return values;
    }

    /** The table's name and the columns of its key, with colons between: {@code part:1:X:7}. */
    private static String key(SourceRow row) {
        SourceTable table = row.table();
        List<String> parts = new ArrayList<>();
        for (String name : table.key()) {
            SourceColumn column = table.column(name);
            String value = row.plain(table.columns().indexOf(column))
                    .replace("%", "%0025")
                    .replace("{", "%007B")
                    .replace("}", "%007D");
            boolean followed = parts.size() < table.key().size() - 1;
            parts.add(followed ? value.replace(":", "%003A") : value);
        }
        return table.targetName() + ":" + String.join(":", parts);
    }

    @Override
    public void close() {
        connections.forEach(Connection::close);
    }

    private CommandFailure unreachable(JedisException failure) {
        return new CommandFailure(
                ExitCode.UNREACHABLE,
                "Redis at " + first.host() + ":" + first.port() + " cannot be read ("
                        + failure.getClass().getSimpleName() + ")",
                "check that the demo still runs");
    }
}
