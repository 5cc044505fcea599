package dev.millrace.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import dev.millrace.cli.verify.TargetKind;
import dev.millrace.stack.CassandraServer;
import dev.millrace.stack.ServerKind;
import dev.millrace.stack.StackFile;
import dev.millrace.stack.Storage;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the verifier calls equal in Cassandra, and what it must not. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class CassandraVerifierTest {
    @TempDir
    static Path directory;

    private static CassandraServer server;
    private static CqlSession session;
    private static StoreVerifier verifier;

    @BeforeAll
    static void start() {
        assumeTrue(ServerKind.CASSANDRA.missing().isEmpty(), CassandraServer.HOW_TO_INSTALL_JAVA);
        server = CassandraServer.start(directory.resolve("server"), Storage.FLEETING);
        session = CqlSession.builder()
                .addContactPoint(new InetSocketAddress(server.host(), server.port()))
                .withLocalDatacenter(server.datacenter())
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                        .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                        .build())
                .build();
        StackFile stack =
                StackFile.of(new StackFile.Cassandra(server.host(), server.port(), server.datacenter(), server.pid()));
        verifier = new StoreVerifier(directory, TargetKind.KEYSPACES, stack);
        createTables();
    }

    @AfterAll
    static void stop() {
        if (session != null) {
            session.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private static void createTables() {
        session.execute("CREATE KEYSPACE bank WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        String own = "millrace_version blob, millrace_deleted boolean";
        session.execute("CREATE TABLE bank.thing (id decimal PRIMARY KEY, name text, amount decimal, " + own + ")");
        session.execute("CREATE TABLE bank.part (id decimal, code text, nr decimal, amount decimal, " + own
                + ", PRIMARY KEY (id, code, nr))");
        session.execute("CREATE TABLE bank.millrace_progress (id text PRIMARY KEY)");
    }

    /** By rows: Cassandra takes seconds for tables. */
    @BeforeEach
    void equal() {
        session.execute("DELETE FROM bank.thing WHERE id IN (1, 2, 3, 9)");
        session.execute("DELETE FROM bank.part WHERE id = 1");
        session.execute("INSERT INTO bank.thing (id, name, amount, millrace_deleted) VALUES (1, 'one', 1.50, false)");
        session.execute("INSERT INTO bank.thing (id, name, amount) VALUES (2, '', -0.05)");
        session.execute("INSERT INTO bank.thing (id, millrace_deleted) VALUES (3, true)");
        session.execute("INSERT INTO bank.part (id, code, nr, amount) VALUES (1, 'X', 7, 0.00)");
    }

    @Test
    void rows_are_equal_without_tombstones() {
        verifier.assertEqual();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "UPDATE bank.thing SET amount = 1.51 WHERE id = 1 | thing 1: amount is \"1.51\", at the source \"1.50\"",
                "UPDATE bank.thing SET amount = 1.5 WHERE id = 1 | thing 1: amount is \"1.5\", at the source \"1.50\"",
                "UPDATE bank.thing SET amount = null WHERE id = 2 | thing 2: amount is NULL, at the source \"-0.05\"",
                "UPDATE bank.thing SET name = null WHERE id = 2 | thing 2: name is NULL, at the source \"\"",
                "UPDATE bank.thing SET name = 'one ' WHERE id = 1 | thing 1: name is \"one \", at the source \"one\"",
                "UPDATE bank.thing SET millrace_deleted = true WHERE id = 2 | thing 2: missing in the target",
                "DELETE FROM bank.thing WHERE id = 2 | thing 2: missing in the target",
                "INSERT INTO bank.thing (id) VALUES (9) | thing 9: in the target, but not at the source",
                "UPDATE bank.thing SET millrace_deleted = false WHERE id = 3"
                        + " | thing 3: in the target, but not at the source",
                "UPDATE bank.part SET amount = 0.01 WHERE id = 1 AND code = 'X' AND nr = 7"
                        + " | part 1/X/7: amount is \"0.01\", at the source \"0.00\""
            })
    void one_change_behind_its_back_is_one_named_difference(String cql, String difference) {
        session.execute(cql);
        verifier.assertDifferences(difference);
    }

    /** The last: nothing is as it was. */
    @Test
    @Order(Integer.MAX_VALUE)
    void tables_and_columns_are_compared_both_ways_with_their_types() {
        session.execute("ALTER TABLE bank.thing ADD note text");
        session.execute("CREATE TABLE bank.other (id int PRIMARY KEY)");
        session.execute("ALTER TABLE bank.thing DROP amount");
        session.execute("DROP TABLE bank.part");
        verifier.assertDifferences(
                "thing: column amount is missing in the target",
                "thing: column note is in the target, but not at the source",
                "part: the table is missing in the target",
                "other: a table in the target, but not at the source",
                "thing 1: amount is NULL, at the source \"1.50\"",
                "thing 2: amount is NULL, at the source \"-0.05\"",
                "part 1/X/7: missing in the target");
        session.execute("CREATE TABLE bank.part (id decimal, code text, nr int, amount text, millrace_deleted boolean,"
                + " PRIMARY KEY (id, code, nr))");
        session.execute("INSERT INTO bank.part (id, code, nr, amount) VALUES (1, 'X', 7, '0.00')");
        verifier.assertDifferences(
                "thing: column amount is missing in the target",
                "thing: column note is in the target, but not at the source",
                "part: column nr is of type int, of the key, not decimal, of the key",
                "part: column amount is of type text, not decimal",
                "other: a table in the target, but not at the source",
                "thing 1: amount is NULL, at the source \"1.50\"",
                "thing 2: amount is NULL, at the source \"-0.05\"");
    }
}
