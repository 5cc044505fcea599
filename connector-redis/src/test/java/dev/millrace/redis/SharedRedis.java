package dev.millrace.redis;

import dev.millrace.core.testkit.SharedServer;
import dev.millrace.stack.RedisServer;
import dev.millrace.stack.Storage;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisProtocol;

/** One server for the tests of this JVM that leave it running. */
final class SharedRedis {
    private static final RedisServer SERVER =
            SharedServer.start(directory -> RedisServer.start(directory, Storage.FLEETING));

    private SharedRedis() {}

    static RedisServer server() {
        return SERVER;
    }

    /** A plain connection, to look at what is there. */
    static Connection connect(RedisServer server) {
        return new Connection(
                new HostAndPort(server.host(), server.port()),
                DefaultJedisClientConfig.builder()
                        .protocol(RedisProtocol.RESP2)
                        .password(server.password())
                        .build());
    }
}
