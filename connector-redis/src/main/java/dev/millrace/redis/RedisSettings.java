package dev.millrace.redis;

import dev.millrace.core.target.DefinedTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything that {@link RedisTarget} needs to know. Immutable. What can be checked without a server was told when it was read.
 *
 * @param nodes where the first connection is tried; of a single server, its one address
 * @param database number, 0 in a cluster
 * @param tls empty: connections are not encrypted
 * @param requestTimeout until a connection stands and until a batch's next answer has come, 100 ms and more
 * @param minReplicas that must have a write before it counts as applied; empty: as many as there are, at most one
 * @param replicaTimeout until they must have it
 * @param failoverRewind how far back the connector starts over once another server may have taken the place of a primary
 * @param progressKey what the keys that hold the progress begin with
 * @param tombstoneExpiry how long a deleted row's version is kept; empty: for ever
 * @param clientName as the server's list of its clients shows it
 */
public record RedisSettings(
        Mode mode,
        List<Node> nodes,
        int database,
        Login login,
        Optional<Tls> tls,
        Duration requestTimeout,
        OptionalInt minReplicas,
        Duration replicaTimeout,
        Duration failoverRewind,
        Eviction eviction,
        String progressKey,
        Optional<Duration> tombstoneExpiry,
        List<TableSettings> tables,
        String clientName) {

    public RedisSettings {
        nodes = List.copyOf(nodes);
        tables = List.copyOf(tables);
    }

    /** What is spoken to. */
    public enum Mode {
        /** One primary, with or without replicas behind the same address. */
        SINGLE,
        /** A cluster whose nodes tell which of them has which slots. */
        CLUSTER
    }

    /** What happens where the server may evict keys when its memory is full: tombstones are among the first. */
    public enum Eviction {
        /** The start is refused. */
        REFUSE,
        /** It goes on, and a deleted row can come back by a late change. */
        ALLOW
    }

    /** An address. */
    public record Node(String host, int port) {
        @Override
        public String toString() {
            return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        }
    }

    /** How the connector shows who it is. */
    public sealed interface Login {

        /** The server asks for nothing. */
        record None() implements Login {}

        /**
         * A password.
         *
         * @param user of the server's access control lists; empty: the default user
         */
        record Password(Optional<String> user, String password) implements Login {
            /** Without the password. */
            @Override
            public String toString() {
                return "Password[user=" + user + "]";
            }
        }

        /**
         * A user of ElastiCache whose tokens are signed with the credentials that the SDK's default chain finds.
         *
         * @param cacheName replication group, or serverless cache
         * @param region empty: the one that the SDK finds
         */
        record Iam(String user, String cacheName, Optional<String> region, boolean serverless) implements Login {}
    }

    /**
     * How connections are encrypted.
     *
     * @param caFile PEM, whose certificates are trusted; empty: those of the JVM
     */
    public record Tls(Optional<String> caFile) {}

    /** In what a row is kept. */
    public enum Layout {
        /** A hash with a field for each column. */
        HASH,
        /** A string with a JSON object. */
        JSON
    }

    /** Where a row's version is kept. */
    public enum VersionPlace {
        /** In the row's own key, where readers see it, and the tombstones too. */
        INLINE,
        /** In a key beside it, in the same slot. */
        SIDECAR
    }

    /**
     * One table.
     *
     * @param keyTemplate of the rows' keys; empty: the table's name and the columns of the key, with colons between
     * @param ttl how long after its last change a row is kept; only with versions beside it; empty: for ever
     */
    public record TableSettings(
            DefinedTable defined,
            Layout layout,
            VersionPlace versionPlace,
            Optional<String> keyTemplate,
            Optional<Duration> ttl) {}

    /** Without the password. */
    @Override
    public String toString() {
        return "RedisSettings[mode=" + mode + ", nodes=" + nodes + ", tables=" + tables.size() + "]";
    }
}
