package dev.millrace.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.UnreachableException;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.Outcome.Scope;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import dev.millrace.redis.RedisSettings.Tls;
import dev.millrace.stack.RedisServer;
import dev.millrace.stack.Storage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that are encrypted, to a server whose certificate is for its name. */
class TlsTest {
    @TempDir
    Path directory;

    private static TestSettings settings(TlsFront front, RedisServer server, Optional<Path> authority) {
        return TestSettings.at(List.of(front.node()), TestSettings.password(server), Writes.SETTINGS)
                .tls(new Tls(authority.map(Path::toString)));
    }

    private static String problem(TestSettings settings) {
        return assertThrows(ConfigurationException.class, settings::open)
                .problems()
                .get(0)
                .path();
    }

    @Test
    void rowsGoOverAnEncryptedConnection() throws Exception {
        RedisServer server = SharedRedis.server();
        server.command("FLUSHALL");
        try (TlsFront front = new TlsFront(server, directory, "ip:127.0.0.1");
                Target target = settings(front, server, Optional.of(front.certificate()))
                        .open()) {
            assertEquals(Collections.nCopies(600, Outcome.APPLIED), Writes.write(target, Writes.upserts(1, 600)));
            target.ping();
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForOrForAnotherNameIsRefused() throws Exception {
        RedisServer server = SharedRedis.server();
        try (TlsFront front = new TlsFront(server, directory, "ip:127.0.0.1")) {
            assertEquals("target.tls", problem(settings(front, server, Optional.empty())));
        }
        Path other = Files.createDirectory(directory.resolve("other"));
        try (TlsFront front = new TlsFront(server, other, "dns:cache.example.com")) {
            assertEquals("target.tls", problem(settings(front, server, Optional.of(front.certificate()))));
        }
    }

    @Test
    void aServerThatWantsEncryptionIsToldFromOneThatIsAway() throws Exception {
        RedisServer server = SharedRedis.server();
        try (TlsFront front = new TlsFront(server, directory, "ip:127.0.0.1")) {
            TestSettings plain = TestSettings.at(List.of(front.node()), TestSettings.password(server), Writes.SETTINGS);
            String fix = assertThrows(UnreachableException.class, plain::open)
                    .problem()
                    .fix();
            assertEquals(
                    "check the port, that the server runs, and target.tls: a server that encrypts understands nothing else",
                    fix);
        }
    }

    /** Closing an encrypted connection says good-bye, for which nobody has room either. */
    @Test
    void aServerThatTakesNothingMoreIsGivenUpToo() throws Exception {
        String large = "x".repeat(1024 * 1024);
        try (RedisServer server = RedisServer.start(directory.resolve("one"), Storage.FLEETING);
                TlsFront front = new TlsFront(server, directory, "ip:127.0.0.1");
                Target target = settings(front, server, Optional.of(front.certificate()))
                        .requestTimeout(Duration.ofMillis(500))
                        .open()) {
            server.suspend();
            RowWrite[] batch = IntStream.range(0, 64)
                    .mapToObj(id -> Writes.upsert(1, id, large))
                    .toArray(RowWrite[]::new);
            assertEquals(
                    Collections.nCopies(64, new Outcome.Failed(FailureKind.UNAVAILABLE, "TIMEOUT", Scope.ROW)),
                    Writes.write(target, batch));
            server.resume();
            assertEquals(List.of(Outcome.APPLIED), Writes.write(target, Writes.upsert(2, 1, "n")));
        }
    }
}
