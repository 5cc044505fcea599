package dev.millrace.keyspaces;

import dev.millrace.core.target.DefinedTable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything that {@link KeyspacesTarget} needs to know. Immutable. Nothing is checked here: opening the target reports every problem
 * at once.
 *
 * @param localDatacenter of the nodes that are spoken to; with Amazon Keyspaces the Region
 * @param tls empty: connections are not encrypted
 * @param replicas of each row in a keyspace that is created in a Cassandra, 1 and more
 * @param requestTimeout until a statement must be answered, 100 ms and more
 * @param inFlight statements at once, 1 and more
 * @param connections to each node, 1 and more
 * @param progressTable name, in the same keyspace
 * @param controlEndpoint of the service's control plane; empty: the Region's own
 * @param sessionName as the server's views of its clients show it
 */
public record KeyspacesSettings(
        Service service,
        List<ContactPoint> contactPoints,
        String localDatacenter,
        String keyspace,
        Login login,
        Optional<Tls> tls,
        AutoCreate autoCreate,
        int replicas,
        Duration requestTimeout,
        int inFlight,
        int connections,
        String progressTable,
        Optional<URI> controlEndpoint,
        List<TableSettings> tables,
        String sessionName) {

    public KeyspacesSettings {
        contactPoints = List.copyOf(contactPoints);
        tables = List.copyOf(tables);
    }

    /** What is spoken to. */
    public enum Service {
        KEYSPACES,
        CASSANDRA
    }

    /** What happens where the keyspace or a table is missing. */
    public enum AutoCreate {
        /** It is created from its definition. */
        CREATE,
        /** The start is refused. */
        REFUSE
    }

    /** A node, or a name that stands for all of them. */
    public record ContactPoint(String host, int port) {
        @Override
        public String toString() {
            return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        }
    }

    /** How the connector shows who it is. */
    public sealed interface Login {

        /** The server asks for nothing. */
        record None() implements Login {}

        /** A role of Cassandra's, or a user's service-specific credentials of Amazon Keyspaces. */
        record Password(String user, String password) implements Login {
            /** Without the password. */
            @Override
            public String toString() {
                return "Password[user=" + user + "]";
            }
        }

        /** Requests are signed with what the SDK's default chain of credentials finds. */
        record SigV4() implements Login {}
    }

    /**
     * How connections are encrypted.
     *
     * @param caFile PEM, whose certificates are trusted; empty: those of the JVM
     * @param hostName that the server's certificate has to be for; empty: the node's own
     */
    public record Tls(Optional<String> caFile, Optional<String> hostName) {}

    /**
     * One table.
     *
     * @param partitionKey names of those of the key's columns that say where a row is kept; empty: all of them
     */
    public record TableSettings(DefinedTable defined, List<String> partitionKey) {
        public TableSettings {
            partitionKey = List.copyOf(partitionKey);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "KeyspacesSettings[service=" + service + ", keyspace=" + keyspace + ", tables=" + tables.size() + "]";
    }
}
