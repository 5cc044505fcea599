package dev.millrace.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.config.UnreachableException;
import dev.millrace.redis.RedisSettings.Login;
import dev.millrace.redis.RedisSettings.Node;
import dev.millrace.stack.RedisServer;
import dev.millrace.stack.Storage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers at the address is no Redis, or is one that takes nobody. */
class OtherServersTest {
    @TempDir
    Path directory;

    private static Problem unreachable(TestSettings settings) {
        return assertThrows(UnreachableException.class, settings::open).problem();
    }

    /** What begins their greetings would be the length of an answer. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "* OK IMAP4rev1 ready\r\n",
                "$9 ready\r\n",
                "*-7\r\n",
                "SSH-2.0-OpenSSH_9.2\r\n",
                "220 mail ESMTP\r\n"
            })
    void aServerThatIsNoRedisIsUnreachable(String greeting) throws Exception {
        assertEquals(
                "what answers at 127.0.0.1 is no Redis that could be understood",
                unreachableAt(greeting).what().replaceFirst(":\\d+", ""));
    }

    @Test
    void anAnswerThatIsGarbledIsToldAsWell() throws Exception {
        assertEquals(
                ProblemCode.TARGET_UNREACHABLE,
                unreachableAt("+OK\r\n-MOVED x y\r\n").code());
    }

    private static Problem unreachableAt(String greeting) throws Exception {
        try (ServerSocket other = new ServerSocket(0)) {
            TestSettings settings = TestSettings.at(
                            List.of(new Node("127.0.0.1", other.getLocalPort())), new Login.None(), Writes.SETTINGS)
                    .requestTimeout(Duration.ofMillis(500));
            FutureTask<Socket> greeter = new FutureTask<>(() -> {
                Socket client = other.accept();
                client.getOutputStream().write(greeting.getBytes(StandardCharsets.US_ASCII));
                return client;
            });
            new Thread(greeter, "greeter").start();
            Problem problem = unreachable(settings);
            greeter.get().close();
            return problem;
        }
    }

    @Test
    void aServerThatStillLoadsItsDataIsUnreachable() throws Exception {
        Map<String, String> slow = Map.of("key-load-delay", "200", "loading-process-events-interval-bytes", "1024");
        try (RedisServer server = RedisServer.start(directory, Storage.DURABLE, slow)) {
            server.command("EVAL", "for i = 1, 20000 do redis.call('SET', 'k' .. i, i) end", "0");
            server.kill();
            FutureTask<?> restart = new FutureTask<>(server::restart, null);
            new Thread(restart, "restart").start();
            Set<String> told = new HashSet<>();
            while (!restart.isDone()) {
                try {
                    TestSettings.at(server, Writes.SETTINGS).open().close();
                } catch (UnreachableException loading) {
                    told.add(loading.problem().what());
                }
            }
            restart.get();
            assertTrue(
                    told.contains("127.0.0.1:" + server.port() + " does not answer as it should (LOADING)"),
                    told::toString);
        }
    }

    @Test
    void aServerThatTakesNoMoreConnectionsIsNoMatterOfTheLogin() throws IOException {
        try (RedisServer full = RedisServer.start(directory, Storage.FLEETING)) {
            full.command("CONFIG", "SET", "maxclients", "1");
            try (Socket only = new Socket(InetAddress.getLoopbackAddress(), full.port())) {
                assertTrue(only.isConnected());
                for (Login login : List.of(TestSettings.password(full), new Login.None())) {
                    assertEquals(
                            "127.0.0.1:" + full.port() + " takes no more connections",
                            unreachable(TestSettings.at(full, Writes.SETTINGS).login(login))
                                    .what());
                }
            }
        }
    }
}
