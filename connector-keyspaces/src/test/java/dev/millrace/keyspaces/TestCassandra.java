package dev.millrace.keyspaces;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.millrace.core.testkit.SharedServer;
import dev.millrace.keyspaces.KeyspacesSettings.TableSettings;
import dev.millrace.stack.CassandraServer;
import dev.millrace.stack.Storage;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/** A keyspace of its own on a server that all tests of this JVM share. Where no JDK runs a Cassandra, its tests are skipped. */
final class TestCassandra {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final CassandraServer server;
    private final CqlSession session;
    private final String keyspace;

    private TestCassandra(CassandraServer server, CqlSession session) {
        this.server = server;
        this.session = session;
        this.keyspace = "test_" + NUMBER.incrementAndGet();
        session.execute(CqlCreator.keyspaceCql(keyspace, server.datacenter(), 1));
    }

    static TestCassandra create() {
        assumePossible();
        return new TestCassandra(Shared.ONE.server(), Shared.ONE.session());
    }

    static void assumePossible() {
        Assumptions.assumeTrue(
                CassandraServer.javaHome().isPresent(),
                "no JDK runs a Cassandra here. " + CassandraServer.HOW_TO_INSTALL_JAVA);
    }

    /** A server that the test may kill. */
    static CassandraServer startOwn(Path directory) {
        assumePossible();
        return CassandraServer.start(directory);
    }

    String keyspace() {
        return keyspace;
    }

    CassandraServer server() {
        return server;
    }

    Settings settings(TableSettings... tables) {
        return settings(List.of(tables));
    }

    Settings settings(List<TableSettings> tables) {
        return Settings.of(tables)
                .at(server.host(), server.port())
                .datacenter(server.datacenter())
                .keyspace(keyspace);
    }

    /** Plain, apart from the connector's. */
    CqlSession session() {
        return session;
    }

    /** {@code KS} stands for the keyspace. */
    void execute(String... statements) {
        for (String cql : statements) {
            session.execute(cql.replace("KS", keyspace));
        }
    }

    /** The rows, each as its values' CQL with bars between them. */
    List<String> query(String cql) {
        List<String> found = new ArrayList<>();
        for (Row row : session.execute(cql.replace("KS", keyspace))) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < row.getColumnDefinitions().size(); i++) {
                values.add(row.isNull(i) ? "NULL" : String.valueOf(row.getObject(i)));
            }
            found.add(String.join("|", values));
        }
        return found;
    }

    static CqlSession plainSession(CassandraServer server) {
        return CqlSession.builder()
                .addContactPoint(new InetSocketAddress(server.host(), server.port()))
                .withLocalDatacenter(server.datacenter())
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                        .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, Duration.ofSeconds(30))
                        .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, Duration.ofSeconds(30))
                        .withDuration(DefaultDriverOption.METADATA_SCHEMA_REQUEST_TIMEOUT, Duration.ofSeconds(30))
                        .withDuration(DefaultDriverOption.METADATA_SCHEMA_WINDOW, Duration.ZERO)
                        .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                        .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                        .withString(DefaultDriverOption.REQUEST_CONSISTENCY, "LOCAL_QUORUM")
                        .build())
                .build();
    }

    /** Started with the first test, stopped with the last. */
    private record Shared(CassandraServer server, CqlSession session) implements AutoCloseable {
        private static final Shared ONE = SharedServer.start(Shared::start);

        private static Shared start(Path directory) {
            CassandraServer server = CassandraServer.start(directory, Storage.FLEETING);
            return new Shared(server, plainSession(server));
        }

        @Override
        public void close() {
            session.close();
            server.close();
        }
    }
}
