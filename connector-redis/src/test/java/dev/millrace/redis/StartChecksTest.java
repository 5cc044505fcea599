package dev.millrace.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.UnreachableException;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.ProgressKey;
import dev.millrace.core.target.Target;
import dev.millrace.redis.RedisSettings.Login;
import dev.millrace.redis.RedisSettings.Node;
import dev.millrace.redis.RedisSettings.Tls;
import dev.millrace.stack.RedisServer;
import dev.millrace.stack.Storage;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that would fail later is refused at once, with all that is wrong. */
class StartChecksTest {
    private final RedisServer server = SharedRedis.server();

    @TempDir
    Path directory;

    @BeforeEach
    void empty() {
        server.command("FLUSHALL");
        server.command("FUNCTION", "FLUSH");
    }

    private RedisServer start(String name, Map<String, String> settings) {
        return RedisServer.start(directory.resolve(name), Storage.FLEETING, settings);
    }

    private TestSettings settings() {
        return TestSettings.at(server, Writes.SETTINGS);
    }

    private static List<String> problems(TestSettings settings) {
        return assertThrows(ConfigurationException.class, settings::open).problems().stream()
                .map(problem -> problem.code() + " " + problem.path())
                .toList();
    }

    private static Problem unreachable(TestSettings settings) {
        return assertThrows(UnreachableException.class, settings::open).problem();
    }

    private static Login user(String name, String password) {
        return new Login.Password(Optional.of(name), password);
    }

    @Test
    void aLoginThatIsRefusedIsToldWithoutTheServersWords() {
        ConfigurationException refused = assertThrows(
                ConfigurationException.class,
                () -> settings().login(user("nobody", "wrong")).open());
        assertEquals(
                "TARGET_LOGIN_REFUSED at target.password: 127.0.0.1:" + server.port()
                        + " refused the login of user nobody (WRONGPASS). Fix: check target.user and target.password; leave"
                        + " both out where the server asks for none",
                refused.problems().get(0).toString());
        assertEquals(
                List.of("TARGET_LOGIN_REFUSED target.password"),
                problems(settings().login(new Login.None())));
    }

    @Test
    void whereNobodyListensALaterStartMaySucceed() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        TestSettings nobody = TestSettings.at(List.of(new Node("127.0.0.1", free)), new Login.None(), Writes.SETTINGS);
        assertEquals(
                "127.0.0.1:" + free + " refuses connections",
                unreachable(nobody).what());
        TestSettings unknown =
                TestSettings.at(List.of(new Node("no-such-host.invalid", 6379)), new Login.None(), Writes.SETTINGS);
        assertEquals(
                "a host name of no-such-host.invalid:6379 does not resolve",
                unreachable(unknown).what());
    }

    @Test
    void whoeverListensAndSaysNothingIsUnreachable() throws IOException {
        try (ServerSocket silent = new ServerSocket(0)) {
            TestSettings settings = TestSettings.at(
                            List.of(new Node("127.0.0.1", silent.getLocalPort())), new Login.None(), Writes.SETTINGS)
                    .requestTimeout(Duration.ofMillis(200));
            assertTrue(unreachable(settings).fix().contains("target.tls"));
        }
    }

    @Test
    void aServerWithoutTlsIsToldFromOneThatIsAway() {
        TestSettings settings = settings().tls(new Tls(Optional.empty())).requestTimeout(Duration.ofMillis(200));
        assertEquals(
                "127.0.0.1:" + server.port() + " takes the connection and does not begin to encrypt within 200 ms",
                unreachable(settings).what());
    }

    @Test
    void aReplicaIsNoTarget() {
        try (RedisServer replica = start("replica", Map.of())) {
            replica.replicaOf(server);
            assertEquals(List.of("TARGET_REFUSED target.nodes"), problems(TestSettings.at(replica, Writes.SETTINGS)));
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsTold() {
        assertEquals(
                List.of("CONFIG_VALUE_INVALID target.database"),
                problems(settings().database(99)));
    }

    @Test
    void rowsGoToTheDatabaseThatIsNamed() {
        try (Target target = settings().database(3).open()) {
            assertEquals(List.of(Outcome.APPLIED), Writes.write(target, Writes.upsert(1, 1, "n")));
        }
        assertTrue(server.command("INFO", "keyspace").contains("db3:keys=1"));
    }

    @Test
    void theModeHasToBeTheServers() {
        try (RedisServer node = start("node", Map.of("cluster-enabled", "yes"))) {
            assertEquals(List.of("CONFIG_VALUE_INVALID target.mode"), problems(TestSettings.at(node, Writes.SETTINGS)));
        }
        assertEquals(
                List.of("CONFIG_VALUE_INVALID target.mode"), problems(settings().cluster()));
    }

    @Test
    void aServerThatEvictsIsRefusedUnlessThatIsAccepted() {
        try (RedisServer evicting = start("evicting", Map.of("maxmemory-policy", "allkeys-lru"))) {
            TestSettings settings = TestSettings.at(evicting, Writes.SETTINGS);
            assertEquals(List.of("TARGET_REFUSED target.allow-eviction"), problems(settings));
            settings.allowingEviction().open().close();
        }
    }

    @Test
    void aUserWhoMayLoadNeitherFunctionsNorScriptsIsRefused() {
        server.command("ACL", "SETUSER", "reader", "on", ">secret", "~*", "+@all", "-function", "-script");
        TestSettings settings = settings().login(user("reader", "secret"));
        assertEquals(List.of("TARGET_REFUSED target.user"), problems(settings));
        settings.openReadOnly().close();
    }

    @Test
    void aUserWhoMayNotAskWhoAnswersIsRefused() {
        server.command("ACL", "SETUSER", "blind", "on", ">secret", "~*", "+@all", "-info");
        assertEquals(List.of("TARGET_REFUSED target.user"), problems(settings().login(user("blind", "secret"))));
    }

    /** Progress has marks of the server's time: without them nothing is ever committed. */
    @Test
    void aUserWhoMayNotDoWhatTheProgressNeedsIsRefused() {
        for (String right : List.of("time", "wait", "fcall", "hget")) {
            server.command("ACL", "SETUSER", "half", "reset", "on", ">secret", "~*", "+@all", "-" + right);
            assertEquals(
                    List.of("TARGET_REFUSED target.user"), problems(settings().login(user("half", "secret"))), right);
        }
        server.command("ACL", "SETUSER", "half", "reset", "on", ">secret", "~account:*", "+@all");
        assertEquals(List.of("TARGET_REFUSED target.user"), problems(settings().login(user("half", "secret"))));
        server.command("ACL", "SETUSER", "half", "reset", "on", ">secret", "~*", "+@all", "-wait");
        settings()
                .login(user("half", "secret"))
                .minReplicas(0, Duration.ofSeconds(1))
                .open()
                .close();
    }

    @Test
    void theRightsOfTheDocumentationAreEnough() throws IOException {
        String rule = Files.readAllLines(Path.of("../docs/redis.md")).stream()
                .filter(line -> line.startsWith("ACL SETUSER millrace "))
                .findFirst()
                .orElseThrow();
        server.command(rule.split(" "));
        TestSettings settings = TestSettings.at(server, Writes.BESIDE).login(user("millrace", "PASSWORD"));
        try (Target target = settings.open()) {
            assertEquals(List.of(Outcome.APPLIED), Writes.write(target, Writes.upsert(1, 1, "n")));
            List<ProgressKey> partitions = List.of(Writes.partition(0));
            assertEquals(List.of(OptionalLong.empty()), target.progress().load(partitions));
            assertEquals(
                    List.of(OptionalLong.of(5)),
                    target.progress().raise(List.of(Writes.mark(OptionalLong.empty(), 5))));
            assertEquals(Set.of(), target.progress().madeAnew(partitions));
            target.ping();
        }
        settings.openReadOnly().close();
        server.command("ACL", "DELUSER", "millrace");
    }

    @Test
    void versionsOfAnotherWidthAreFoundBeforeAnythingIsWritten() {
        server.command("HSET", "account:b:1", "_version", "00".repeat(Samples.VERSION_BYTES + 8), "note", "n");
        server.command("RPUSH", "account:b:2", "of somebody else");
        assertEquals(List.of("VERSION_WIDTH_DIFFERS account"), problems(settings()));
        assertEquals("", server.command("FUNCTION", "LIST"));
        server.command("FLUSHALL");
        server.command("SET", "v:{account:b:1}", "00".repeat(Samples.VERSION_BYTES + 8));
        assertEquals(List.of("VERSION_WIDTH_DIFFERS account"), problems(TestSettings.at(server, Writes.BESIDE)));
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        try (RedisServer evicting = start("evicting", Map.of("maxmemory-policy", "allkeys-lru"))) {
            evicting.command("HSET", "account:b:1", "_version", "00".repeat(Samples.VERSION_BYTES + 8));
            assertEquals(
                    List.of("TARGET_REFUSED target.allow-eviction", "VERSION_WIDTH_DIFFERS account"),
                    problems(TestSettings.at(evicting, Writes.SETTINGS)));
        }
    }

    @Test
    void aDryRunLeavesNothingBehind() {
        try (Target target = settings().openReadOnly()) {
            assertEquals(List.of(Outcome.READ_ONLY), Writes.write(target, Writes.upsert(1, 1, "n")));
            assertEquals(
                    List.of(Optional.empty()),
                    target.heldVersions(
                            Writes.ACCOUNTS.table(),
                            List.of(Writes.upsert(1, 1, "n").key())));
            target.ping();
        }
        assertEquals("0", server.command("DBSIZE"));
        assertEquals("", server.command("FUNCTION", "LIST"));
    }

    @Test
    void theServersListOfClientsShowsTheConnector() {
        try (Target target = settings().open()) {
            target.ping();
            assertTrue(server.command("CLIENT", "LIST").contains("name=millrace-test"));
        }
        assertFalse(server.command("CLIENT", "LIST").contains("name=millrace-test"));
    }
}
