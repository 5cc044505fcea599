package dev.millrace.redis;

import dev.millrace.core.testkit.SharedServer;
import dev.millrace.stack.RedisServer;
import dev.millrace.stack.Storage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.util.SafeEncoder;

/** One Redis for the tests of this JVM that empty it and take its scripts away, which {@link SharedRedis} is not for. */
final class LocalRedis {
    private static final RedisServer SERVER =
            SharedServer.start(directory -> RedisServer.start(directory, Storage.FLEETING));

    private LocalRedis() {}

    static Connection connect() {
        return SharedRedis.connect(SERVER);
    }

    static void clear(Connection connection) {
        connection.executeCommand(Protocol.Command.FLUSHALL);
    }

    static void load(Connection connection, Library library, Library.Form form) {
        library.load(form).forEach(command -> run(connection, command));
    }

    /** @throws redis.clients.jedis.exceptions.JedisDataException with the server's error */
    static Object run(Connection connection, Command command) {
        CommandArguments arguments = new CommandArguments(command.name());
        command.arguments().forEach(arguments::add);
        return connection.executeCommand(arguments);
    }

    /** The answer as text, null and numbers too. */
    static String text(Connection connection, Protocol.Command command, String... arguments) {
        CommandArguments all = new CommandArguments(command);
        List.of(arguments).forEach(all::add);
        Object answer = connection.executeCommand(all);
        return answer instanceof byte[] bytes ? utf8(bytes) : String.valueOf(answer);
    }

    static Map<String, String> hash(Connection connection, String key) {
        connection.sendCommand(Protocol.Command.HGETALL, key);
        List<byte[]> flat = connection.getBinaryMultiBulkReply();
        Map<String, String> fields = new TreeMap<>();
        for (int i = 0; i < flat.size(); i += 2) {
            fields.put(utf8(flat.get(i)), utf8(flat.get(i + 1)));
        }
        return fields;
    }

    static byte[] bytes(String text) {
        return SafeEncoder.encode(text);
    }

    static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
