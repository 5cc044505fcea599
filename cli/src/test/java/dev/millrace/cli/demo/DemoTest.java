package dev.millrace.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.cli.Cli;
import dev.millrace.cli.CommandProcess;
import dev.millrace.cli.OneTable;
import dev.millrace.cli.Processes;
import dev.millrace.cli.verify.TargetKind;
import dev.millrace.stack.StackFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two demos of one seed side by side: one that ends at once, and one that stays up while its data are tampered with. The tests go
 * through its life in order.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DemoTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int CHANGES = 1_000;
    /** Of the one that stays. All stores that there are: {@link DemoChaosTest}. */
    private static final List<TargetKind> TARGETS = Stream.of(TargetKind.POSTGRES, TargetKind.REDIS)
            .filter(target -> target.server().missing().isEmpty())
            .toList();

    private static final Pattern RESULT = Pattern.compile(
            "\\{\"verified\":true,\"seed\":3,\"targets\":\\{\"postgres\":"
                    + "\\{\"changes\":1000,\"rows\":\\d+,\"changesPerSecond\":\\d+\\.\\d,\"latencyMs\":\\{\"p50\":\\d+\\.\\d,"
                    + "\"p99\":\\d+\\.\\d},\"stale\":\\d+,\"superseded\":\\d+,\"deadLetters\":0,\"differences\":0}},\"memoryMiB\":"
                    + "\\{\"kafka\":\\d+,\"postgres\":\\d+,\"dispatcher\":\\d+,\"publisher\":\\d+,\"capture\":\\d+,\"connector-postgres\":\\d+}}");

    @TempDir
    static Path directory;

    private Path run;
    private CommandProcess staying;
    private CommandProcess leaving;
    private String result;

    @BeforeAll
    void runBoth() throws InterruptedException {
        run = directory.resolve("run");
        staying = CommandProcess.start(
                directory,
                "demo",
                "--targets",
                TARGETS.stream().map(TargetKind::key).collect(Collectors.joining(",")),
                "--changes",
                Integer.toString(CHANGES),
                "--seed",
                "3",
                "--dir",
                run.toString());
        leaving = CommandProcess.start(
                directory,
                "demo",
                "--targets",
                "postgres",
                "--changes",
                Integer.toString(CHANGES),
                "--seed",
                "3",
                "-o",
                "json");
        Cli ended = leaving.awaitEnd(LIMIT);
        assertEquals(0, ended.exitCode(), ended::err);
        result = ended.out();
        staying.awaitText("All of it stays up until Ctrl-C.", LIMIT);
    }

    @AfterAll
    void killBoth() {
        leaving.close();
        staying.close();
    }

    @Test
    @Order(1)
    void json_is_exactly_one_line_and_measured() throws IOException {
        assertEquals(1, result.lines().count(), result);
        assertTrue(result.endsWith("\n"));
        assertTrue(RESULT.matcher(result.strip()).matches(), result);
        JsonNode postgres = new ObjectMapper().readTree(result).at("/targets/postgres");
        assertTrue(postgres.at("/latencyMs/p50").asDouble() > 0, result);
        assertTrue(
                postgres.at("/latencyMs/p99").asDouble()
                        >= postgres.at("/latencyMs/p50").asDouble(),
                result);
        assertTrue(postgres.at("/changesPerSecond").asDouble() > 0, result);
        assertTrue(postgres.at("/stale").asLong() + postgres.at("/superseded").asLong() > 0, result);
    }

    @Test
    @Order(2)
    void one_seed_makes_one_bank() throws IOException {
        long rows =
                new ObjectMapper().readTree(result).at("/targets/postgres/rows").asLong();
        Cli verified = verify();
        assertEquals(TARGETS, TargetKind.in(StackFile.read(run)));
        String equal = TARGETS.stream()
                .map(target -> "Equal: " + target.title() + ", " + rows + " rows, every column, both ways.\n")
                .collect(Collectors.joining());
        assertEquals(new Cli(0, equal, ""), verified);
        assertTrue(staying.out().contains("equal                   yes"), staying::out);
    }

    @Test
    @Order(3)
    void top_shows_each_stage_and_connector() {
        Cli top = Cli.run("top", "--dir", run.toString(), "--interval", "1", "--once");
        assertEquals(0, top.exitCode(), top::err);
        List<String> names = top.out()
                .lines()
                .skip(1)
                .map(line -> line.replaceAll(" .*", ""))
                .toList();
        assertEquals(List.of("capture", "publisher", "dispatcher"), names.subList(0, 3));
        assertEquals(
                TARGETS.stream()
                        .map(target -> "connector-" + target.key())
                        .sorted()
                        .toList(),
                names.subList(3, names.size()));
    }

    @Test
    @Order(3)
    void the_stack_file_says_how_to_reach_everything() throws IOException {
        JsonNode file = new ObjectMapper().readTree(run.resolve("stack.json").toFile());
        String server = "127.0.0.1:" + file.at("/postgres/port").asInt();
        assertTrue(file.at("/kafka/bootstrapServers").asText().startsWith("127.0.0.1:"), file::toString);
        assertEquals("127.0.0.1", file.at("/postgres/host").asText());
        assertEquals(
                "jdbc:postgresql://" + server + "/"
                        + file.at("/postgres/database").asText(),
                file.at("/postgres/jdbcUrl").asText());
        for (String key : List.of("database", "user", "password")) {
            assertFalse(file.at("/postgres/" + key).asText().isEmpty(), key);
        }
        for (String pid : List.of("/kafka/pid", "/postgres/pid")) {
            assertTrue(ProcessHandle.of(file.at(pid).asLong()).isPresent(), pid);
        }
        assertTrue(staying.out().contains(file.at("/postgres/jdbcUrl").asText()), staying::out);
        assertTrue(staying.out().contains(file.at("/kafka/bootstrapServers").asText()), staying::out);
        for (TargetKind target : TARGETS) {
            assertTrue(staying.out().contains(run.resolve("connector-" + target.key() + ".yaml") + "\n"), staying::out);
        }
    }

    @Test
    @Order(4)
    void what_was_done_behind_its_back_is_named() throws Exception {
        OneTable database = new OneTable(StackFile.read(run), "none");
        String card = database.query("SELECT min(card_number) FROM card").get(0);
        database.execute("UPDATE account SET current_balance = current_balance + 0.01 WHERE account_id ="
                + " (SELECT min(account_id) FROM account)");
        String account = database.query("SELECT min(account_id) FROM account").get(0);
        String balance = database.query("SELECT current_balance FROM account WHERE account_id = " + account)
                .get(0);
        database.execute("DELETE FROM card WHERE card_number = '" + card + "'");
        database.execute("INSERT INTO category_balance VALUES (1, 'XX', 77, 1.00)");
        Cli verified = verify();
        assertEquals(1, verified.exitCode());
        assertEquals("", verified.err());
        assertEquals(4 + TARGETS.size() - 1, verified.outLines().size(), verified::out);
        assertTrue(verified.outLines().get(0).startsWith("NOT equal: PostgreSQL, 3 differences in "), verified::out);
        assertTrue(
                verified.out()
                        .contains("  account " + account + ": current_balance is \"" + balance + "\", at the source"),
                verified::out);
        assertTrue(verified.out().contains("  card " + card + ": missing in the target\n"), verified::out);
        assertTrue(
                verified.out().contains("  category_balance 1/XX/77: in the target, but not at the source\n"),
                verified::out);
    }

    @Test
    @Order(5)
    void a_second_demo_does_not_take_its_directory() {
        Cli refused = Cli.run("demo", "--changes", "1000", "--dir", run.toString());
        assertEquals(2, refused.exitCode(), refused::err);
        assertEquals(
                List.of("error: a demo is running in " + run + ". Fix: end it, or give --dir another directory."),
                refused.errLines());
    }

    @Test
    @Order(6)
    void ctrl_c_ends_it_with_its_result_and_leaves_nothing() throws Exception {
        StackFile stack = StackFile.read(run);
        List<Long> family = new ArrayList<>(Processes.family(staying.pid()));
        stack.servers().values().forEach(server -> assertTrue(family.contains(server.pid()), server::toString));
        long signalled = System.nanoTime();
        Processes.signal("INT", staying.pid());
        Processes.awaitGone(family, Duration.ofSeconds(10));
        Cli ended = staying.awaitEnd(Duration.ofSeconds(10).minusNanos(System.nanoTime() - signalled));
        assertEquals(0, ended.exitCode(), ended::err);
        assertFalse(Files.exists(run.resolve("stack.json")));
    }

    private Cli verify() {
        return Cli.run("verify", "--dir", run.toString());
    }
}
