package dev.millrace.keyspaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.millrace.core.target.Continuity;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the driver knows the servers, against a Cassandra. */
class SessionsTest {
    private final TestCassandra cassandra = TestCassandra.create();

    /** Else servers that come back with other addresses would never be found. */
    @Test
    void aContactPointStaysANameThatIsResolvedAtEachAttempt() throws UnknownHostException {
        int port = cassandra.server().port();
        KeyspacesSettings settings = cassandra.settings().at("localhost", port).build();
        try (CqlSession session = Sessions.open(settings, new Continuity())) {
            assertEquals(
                    List.of(InetSocketAddress.createUnresolved("localhost", port)),
                    session.getMetadata().getNodes().values().stream()
                            .map(node -> node.getEndPoint().resolve())
                            .toList());
            session.execute("SELECT release_version FROM system.local");
        }
    }

    @Test
    void aNameThatDoesNotResolveIsToldBeforeAnythingIsTried() {
        KeyspacesSettings settings =
                cassandra.settings().at("no-such-host.invalid", 1).build();
        assertThrows(UnknownHostException.class, () -> Sessions.open(settings, new Continuity()));
    }
}
