package dev.millrace.cli.soak;

import static dev.millrace.cli.soak.Trouble.Effect.GONE;
import static dev.millrace.cli.soak.Trouble.Effect.PART_GONE;
import static dev.millrace.cli.soak.Trouble.Effect.PART_SET_BACK;
import static dev.millrace.cli.soak.Trouble.Effect.SET_BACK;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.cli.RunDirectory;
import dev.millrace.cli.verify.TargetKind;
import dev.millrace.simulator.delivery.TopicNames;
import dev.millrace.stack.LocalStack;
import dev.millrace.stack.PostgresServer;
import dev.millrace.stack.ServerKind;
import dev.millrace.stack.StackListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Whatever operators and mishaps do to a PostgreSQL under load, one after the other: every row is as its source has it once the load
 * rests, nothing is dead, and no partition has moved. In each the server has to say that it has refused somebody, so that a
 * trouble that never came is found.
 */
@Tag("once")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PostgresOutagesTest {
    private static final int SECONDS = Integer.getInteger("millrace.soak.outage-seconds", 1);
    private static final Duration AWAY = Duration.ofSeconds(Math.min(30, SECONDS));
    private static final Duration REFUSING = Duration.ofSeconds(Math.min(10, SECONDS));

    /** In a soak shorter than the outages, so that a loop that waits for the target is missed by the group. */
    private static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(3), Duration.ofMillis(500), Duration.ofSeconds(4));

    private static final Duration LONGEST_RETURN = Duration.ofSeconds(10);
    private static final int MEMBERS = 2;
    private static final long FIRST_CHANGES = 300;
    private static final double CHANGES_PER_SECOND = 200;
    private static final String GROUP = "outages";
    private static final String TABLE = "account";
    private static final int LINES = 7;

    private final RunDirectory directory = RunDirectory.of(Optional.empty());
    private final Optional<SmallDisk> disk = SmallDisk.mount(directory.path().resolve("small"));
    private final PostgresServer server;
    private final Administrator administrator;
    private final PostgresTables tables;
    private final Ground ground;
    private final Group group;
    private final Fleet fleet;
    private final Outages outages;

    /** Who has taken away the tables. Written when a trouble begins, read by the thread that ends it. */
    private volatile Optional<Administrator.Transaction> holder = Optional.empty();

    PostgresOutagesTest() throws Exception {
        LocalStack stack = LocalStack.start(
                directory.path(), EnumSet.of(ServerKind.KAFKA, ServerKind.POSTGRES), StackListener.NONE);
        Path files = stack.directory().resolve(ServerKind.POSTGRES.key());
        server = stack.postgres();
        administrator = new Administrator(server, files);
        tables = new PostgresTables(administrator);
        PostgresRole role = PostgresRole.create(stack, administrator);
        if (disk.isPresent()) {
            PostgresRole.keepTablesBelow(disk.get().directoryLike(files.resolve("data")), administrator);
        }
        ground = new Ground(
                directory.path(),
                TargetKind.POSTGRES,
                stack,
                Optional.of(role),
                Source.bank(Long.getLong("millrace.soak.seed", 1)),
                CHANGES_PER_SECOND);
        group = ground.group(GROUP);
        fleet = new Fleet(directory.path(), ground.config(GROUP, Protocol.CLASSIC_COOPERATIVE, PATIENCE));
        outages = new Outages(ground, fleet, group, LONGEST_RETURN);
        fleet.scaleUp(MEMBERS);
        ground.load().playNow(FIRST_CHANGES);
        ground.load().begin();
        ground.load().awaitMore(FIRST_CHANGES / 2);
        tables.dump();
        ground.load().rest();
        ground.awaitEqual(fleet, group);
    }

    @AfterAll
    void end() throws Exception {
        try (directory) {
            try (ground;
                    group;
                    fleet) {
                if (outages.done().size() == LINES) {
                    Evidence.publish(
                            "outage-postgres.md", Evidence.outages("More outages of PostgreSQL", outages.done()));
                }
                fleet.scaleDown(0);
            } finally {
                if (disk.isPresent()) {
                    disk.get().close();
                }
            }
        }
    }

    @Test
    @Order(1)
    void a_restart_loses_nothing() throws Exception {
        outages.run(new Trouble("stopped and started", GONE, AWAY, server::stop, server::restart));
    }

    @Test
    @Order(2)
    void a_server_that_stands_still_loses_nothing() throws Exception {
        outages.run(new Trouble("frozen (SIGSTOP)", GONE, AWAY, server::suspend, server::resume));
    }

    @Test
    @Order(3)
    void a_full_disk_makes_no_dead_letter() throws Exception {
        assumeTrue(disk.isPresent(), "no tmpfs can be mounted here: it takes root, and the right to mount");
        SmallDisk small = disk.orElseThrow();
        outages.run(new Trouble(
                "out of disk for its tables",
                PART_GONE,
                REFUSING,
                () -> administrator.runUntilRefused("No space left on device", small::fill),
                small::free));
    }

    @Test
    @Order(4)
    void a_role_that_gets_no_connection_waits_for_one() throws Exception {
        outages.run(new Trouble(
                "out of connections for the role",
                GONE,
                REFUSING,
                () -> administrator.runUntilRefused("too many connections for role", () -> {
                    limitConnections(0);
                    administrator.execute(PostgresTables.endSessions());
                }),
                () -> limitConnections(-1)));
    }

    private void limitConnections(int limit) {
        administrator.execute("ALTER ROLE " + PostgresRole.NAME + " CONNECTION LIMIT " + limit);
    }

    @Test
    @Order(5)
    void statements_that_time_out_are_written_again() throws Exception {
        outages.run(new Trouble(
                "locked by somebody, for longer than statement-timeout",
                GONE,
                REFUSING,
                () -> administrator.runUntilRefused("due to statement timeout", this::lock),
                () -> holder.orElseThrow().close()));
    }

    @Test
    @Order(6)
    void an_older_dump_is_brought_up_to_date_under_running_connectors() throws Exception {
        outages.run(new Trouble(
                "restored from an older dump, in one transaction",
                SET_BACK,
                REFUSING,
                () -> administrator.runUntilRefused("due to statement timeout", () -> {
                    lock();
                    tables.restore(holder.orElseThrow());
                }),
                () -> PostgresTables.commitWithoutSessions(holder.orElseThrow())));
    }

    private void lock() {
        holder = Optional.of(tables.lock());
    }

    @Test
    @Order(7)
    void a_dropped_column_makes_no_dead_letter_and_is_whole_once_its_table_is_loaded_again() throws Exception {
        String column = "open_date";
        String alter = "ALTER TABLE public." + TABLE;
        String type = administrator
                .query("SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 'public." + TABLE
                        + "'::regclass AND attname = '" + column + "'")
                .get(0);
        outages.run(new Trouble(
                "without a column of one table, which was then loaded again",
                PART_SET_BACK,
                REFUSING,
                () -> administrator.runUntilRefused(
                        "does not exist", () -> administrator.execute(alter + " DROP COLUMN " + column)),
                () -> {
                    Administrator.Transaction transaction = tables.lock(TABLE);
                    transaction.execute(alter + " ADD COLUMN " + column + " " + type);
                    PostgresTables.empty(TABLE, TopicNames.usual().prefix() + "." + TABLE, transaction);
                    PostgresTables.commitWithoutSessions(transaction);
                }));
    }
}
