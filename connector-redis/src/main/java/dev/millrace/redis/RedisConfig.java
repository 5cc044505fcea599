package dev.millrace.redis;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.format.configured.RecordFormats;
import dev.millrace.core.target.DefinedTable;
import dev.millrace.core.target.DefinedTables;
import dev.millrace.redis.RedisSettings.Eviction;
import dev.millrace.redis.RedisSettings.Layout;
import dev.millrace.redis.RedisSettings.Login;
import dev.millrace.redis.RedisSettings.Mode;
import dev.millrace.redis.RedisSettings.Node;
import dev.millrace.redis.RedisSettings.TableSettings;
import dev.millrace.redis.RedisSettings.Tls;
import dev.millrace.redis.RedisSettings.VersionPlace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the section {@code target} of a Redis connector's configuration, and how its tables are kept. For one thread. */
public final class RedisConfig {
    private static final String NODES = "target.nodes";
    private static final String USER = "target.user";
    private static final String PASSWORD = "target.password";
    private static final String IAM_CACHE = "target.iam-cache";
    private static final int MOST_DATABASES = 100_000;
    private static final int MOST_REPLICAS = 100;
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(100);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);

    private final ConfigReader reader;

    private RedisConfig(ConfigReader reader) {
        this.reader = reader;
    }

    /** The settings; what is wrong with them is told by the reader's {@code finish()}. */
    public static RedisSettings read(ConfigReader reader, ConnectorConfig connector) {
        RedisSettings settings = new RedisConfig(reader).settings(connector);
        SettingsChecks.check(settings)
                .forEach(problem -> reader.problem(problem.code(), problem.path(), problem.what(), problem.fix()));
        return settings;
    }

    private RedisSettings settings(ConnectorConfig connector) {
        Mode mode = reader.choice(
                "target.mode", Mode.SINGLE, "What is spoken to: one primary, or a cluster. See [redis.md](redis.md).");
        return new RedisSettings(
                mode,
                nodes(),
                reader.whole(
                        "target.database", 0, 0, MOST_DATABASES, "The number of the database. A cluster has only 0."),
                login(),
                tls(),
                timeout(
                        "target.request-timeout",
                        "Until a connection stands, and until a batch's next answer has come. Then its rows are written again."),
                reader.optionalWhole(
                        "target.min-replicas",
                        1,
                        0,
                        MOST_REPLICAS,
                        "Replicas that must have a write before it counts as applied. Without it as many as are connected, at most one. With 0 a failover may lose rows that only `failover-rewind` brings back."),
                timeout("target.replica-timeout", "Until they must have it. Then the rows are written again."),
                reader.duration(
                        "target.failover-rewind",
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(1),
                        Duration.ofDays(1),
                        "How far back the connector starts over once a replica may have taken the place of a primary. Longer than a replica may be behind."),
                reader.flag(
                                "target.allow-eviction",
                                false,
                                "Whether to start although the server evicts keys when its memory is full. Rows are lost then, and deleted ones can come back.")
                        ? Eviction.ALLOW
                        : Eviction.REFUSE,
                reader.textOr(
                        "target.progress-key",
                        "millrace:progress",
                        "What the keys begin with that keep how far each partition has come."),
                connector.topics().replayHorizon().limit(),
                tables(connector),
                connector.name());
    }

    private Duration timeout(String key, String meaning) {
        return reader.duration(key, Duration.ofSeconds(5), SHORTEST_TIMEOUT, LONGEST_TIMEOUT, meaning);
    }

    private List<Node> nodes() {
        List<Node> nodes = new ArrayList<>();
        for (String written : reader.requiredList(
                NODES,
                "[\"redis.example.com:6379\"]",
                "Where the first connection is tried, each a host with or without a port (6379). A single server has one address, a cluster any of its nodes or its configuration endpoint.")) {
            Optional<Node> node = NodeText.parse(written);
            if (node.isEmpty()) {
                // Not the text itself: of a URL, it may have a password.
                reader.problem(
                        ProblemCode.CONFIG_VALUE_INVALID,
                        NODES,
                        "one of them is no host with a port",
                        "write host or host:port, or [address]:port of an IPv6 address, without redis://");
            }
            node.ifPresent(nodes::add);
        }
        return nodes;
    }

    private Login login() {
        Optional<String> user = reader.optional(
                USER,
                "millrace",
                "A user of the server's access control lists, or of ElastiCache. Without it the default user.");
        String password = reader.secret(PASSWORD, "The password of `target.user`, or of the default user.");
        Optional<String> cache = reader.optional(
                IAM_CACHE,
                "bank-cache",
                "ElastiCache only, in place of a password: the replication group or serverless cache that `target.user` logs in to, with tokens signed with the credentials of the SDK's default chain.");
        boolean serverless =
                reader.flag("target.iam-serverless", false, "Whether `iam-cache` is the name of a serverless cache.");
        Optional<String> region = reader.optional(
                "target.region",
                "eu-central-1",
                "The AWS Region of `iam-cache`; without it what the AWS SDK finds in `AWS_REGION` or in its profile.");
        if (cache.isPresent()) {
            return iam(user, password, new Login.Iam(user.orElse(""), cache.get(), region, serverless));
        }
        if (user.isPresent() && password.isEmpty()) {
            missing(PASSWORD, "target.user has no password", "give it, or target.iam-cache for ElastiCache's IAM");
        }
        return password.isEmpty() ? new Login.None() : new Login.Password(user, password);
    }

    private Login iam(Optional<String> user, String password, Login.Iam login) {
        if (user.isEmpty()) {
            missing(
                    USER,
                    "nobody logs in to target.iam-cache",
                    "name the ElastiCache user whose authentication is IAM");
        }
        if (!password.isEmpty()) {
            reader.problem(
                    ProblemCode.CONFIG_VALUE_INVALID,
                    PASSWORD,
                    "a login with target.iam-cache has no password",
                    "take one of the two away");
        }
        return login;
    }

    private Optional<Tls> tls() {
        boolean encrypted = reader.flag("target.tls", true, "Whether connections are encrypted.");
        Optional<String> caFile = reader.optional(
                "target.tls-ca-file",
                "/etc/millrace/ca.pem",
                "A PEM file with the certificates to trust; without it those of the JVM.");
        return encrypted ? Optional.of(new Tls(caFile)) : Optional.empty();
    }

    /** Reads the keys of every entry, of one that is not sound too: they are known keys all the same. */
    private List<TableSettings> tables(ConnectorConfig connector) {
        List<DefinedTable> defined = DefinedTables.read(
                reader, connector, RecordFormats.tokenKind(connector.format()).bytes());
        return connector.tables().stream()
                .map(table -> table(table.path(), defined))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<TableSettings> table(String path, List<DefinedTable> defined) {
        Layout layout = reader.choice(
                path + ".layout",
                Layout.HASH,
                "Redis only: a row is a hash with a field for each column, or a string with a JSON object.");
        VersionPlace place = reader.choice(
                path + ".version",
                VersionPlace.INLINE,
                "Redis only: a row's version is within it, or in a key beside it that readers need not see.");
        Optional<String> template = reader.optional(
                path + ".key-template",
                "\"account:{account_id}\"",
                "Redis only: the rows' keys, with every column of `key` in braces. Without it the target's name and the columns, with colons between.");
        Optional<Duration> ttl = reader.optionalDuration(
                path + ".ttl",
                Duration.ofDays(30),
                Duration.ofSeconds(1),
                Duration.ofDays(36_500),
                "Redis only, with `version: sidecar`: how long after its last change a row is kept. Without it for ever.");
        return defined.stream()
                .filter(table -> table.path().equals(path))
                .findFirst()
                .map(table -> new TableSettings(table, layout, place, template, ttl));
    }

    private void missing(String path, String what, String fix) {
        reader.problem(ProblemCode.CONFIG_VALUE_MISSING, path, what, fix);
    }
}
