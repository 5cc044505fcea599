package dev.millrace.stack;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.Row;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

@Tag("once")
final class CassandraServerTest extends StoreServerTest<CassandraServer> {
    private static final Duration USUAL = Duration.ofSeconds(30);

    @BeforeEach
    void requireJava() {
        assumeTrue(CassandraServer.javaHome().isPresent(), CassandraServer.HOW_TO_INSTALL_JAVA);
    }

    @Override
    CassandraServer start(Path where, Storage storage, Ports ports) {
        return CassandraServer.start(where, storage, BindAddress.LOOPBACK, ports);
    }

    @Override
    int port(CassandraServer server) {
        return server.port();
    }

    @Override
    void createTable(CassandraServer server) {
        try (CqlSession session = connect(server, USUAL)) {
            session.execute(
                    "CREATE KEYSPACE k WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
            session.execute("CREATE TABLE k.thing (id int PRIMARY KEY, version int)");
        }
    }

    @Override
    void insert(CassandraServer server, int id) {
        try (CqlSession session = connect(server, USUAL)) {
            session.execute("INSERT INTO k.thing (id, version) VALUES (" + id + ", 1) IF NOT EXISTS");
        }
    }

    @Override
    Set<Integer> ids(CassandraServer server, Duration patience) {
        Set<Integer> ids = new TreeSet<>();
        try (CqlSession session = connect(server, patience)) {
            for (Row row : session.execute("SELECT id FROM k.thing")) {
                ids.add(row.getInt(0));
            }
        }
        return ids;
    }

    private static CqlSession connect(CassandraServer server, Duration patience) {
        return CqlSession.builder()
                .addContactPoint(new InetSocketAddress(server.host(), server.port()))
                .withLocalDatacenter(server.datacenter())
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                        .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, patience)
                        .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, patience)
                        .build())
                .build();
    }
}
