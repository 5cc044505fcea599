package dev.millrace.redis;

import dev.millrace.redis.RedisSettings.Eviction;
import dev.millrace.redis.RedisSettings.Login;
import dev.millrace.redis.RedisSettings.Mode;
import dev.millrace.redis.RedisSettings.Node;
import dev.millrace.redis.RedisSettings.TableSettings;
import dev.millrace.redis.RedisSettings.Tls;
import dev.millrace.stack.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Settings of a test: what it does not say is as most want it. */
final class TestSettings {
    private Mode mode = Mode.SINGLE;
    private final List<Node> nodes;
    private final List<TableSettings> tables;
    private int database;
    private Login login;
    private Optional<Tls> tls = Optional.empty();
    private Duration requestTimeout = Duration.ofSeconds(10);
    private OptionalInt minReplicas = OptionalInt.empty();
    private Duration replicaTimeout = Duration.ofSeconds(5);
    private Duration failoverRewind = Duration.ofMinutes(1);
    private Eviction eviction = Eviction.REFUSE;

    private TestSettings(List<Node> nodes, Login login, List<TableSettings> tables) {
        this.nodes = nodes;
        this.login = login;
        this.tables = tables;
    }

    static TestSettings at(RedisServer server, TableSettings... tables) {
        return at(List.of(new Node(server.host(), server.port())), password(server), tables);
    }

    static TestSettings at(List<Node> nodes, Login login, TableSettings... tables) {
        return new TestSettings(nodes, login, List.of(tables));
    }

    static Login password(RedisServer server) {
        return new Login.Password(Optional.empty(), server.password());
    }

    TestSettings cluster() {
        mode = Mode.CLUSTER;
        return this;
    }

    TestSettings database(int number) {
        database = number;
        return this;
    }

    TestSettings login(Login as) {
        login = as;
        return this;
    }

    TestSettings tls(Tls encrypted) {
        tls = Optional.of(encrypted);
        return this;
    }

    TestSettings requestTimeout(Duration timeout) {
        requestTimeout = timeout;
        return this;
    }

    TestSettings minReplicas(int replicas, Duration within) {
        minReplicas = OptionalInt.of(replicas);
        replicaTimeout = within;
        return this;
    }

    TestSettings failoverRewind(Duration rewind) {
        failoverRewind = rewind;
        return this;
    }

    TestSettings allowingEviction() {
        eviction = Eviction.ALLOW;
        return this;
    }

    RedisSettings build() {
        return new RedisSettings(
                mode,
                nodes,
                database,
                login,
                tls,
                requestTimeout,
                minReplicas,
                replicaTimeout,
                failoverRewind,
                eviction,
                "millrace:progress",
                Optional.empty(),
                tables,
                "millrace-test");
    }

    RedisTarget open() {
        return RedisTarget.open(build());
    }

    RedisTarget openReadOnly() {
        return RedisTarget.openReadOnly(build());
    }
}
