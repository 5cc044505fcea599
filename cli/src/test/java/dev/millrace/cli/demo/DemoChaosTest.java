package dev.millrace.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.cli.CommandProcess;
import dev.millrace.cli.OneTable;
import dev.millrace.cli.verify.TargetKind;
import dev.millrace.stack.StackFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A demo in which every stage and every connector is killed: with the day of a real application's data where that is here, which is no
 * part of this project, else with the sample bank.
 */
@Tag("once")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DemoChaosTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    /** The daily file's. */
    private static final int TRANSACTIONS = 300;

    @TempDir
    static Path directory;

    private final Optional<Path> data = data();
    private CommandProcess demo;

    @BeforeAll
    void playAndKill() {
        List<String> command =
                new ArrayList<>(List.of("demo", "--chaos", "--chaos-seconds", "8", "--dir", run().toString()));
        command.addAll(data.map(day -> List.of("--data", day.toString())).orElse(List.of("--changes", "2000")));
        demo = CommandProcess.start(directory, command.toArray(String[]::new));
        demo.awaitText("All of it stays up until Ctrl-C.", LIMIT);
    }

    @AfterAll
    void end() {
        demo.close();
    }

    @Test
    void connectors_and_stages_that_are_killed_again_and_again_still_end_equal() {
        List<String> killed = new ArrayList<>(List.of("Capture", "the Publisher", "the Dispatcher"));
        for (TargetKind target : TargetKind.values()) {
            if (target.server().missing().isEmpty()) {
                killed.add("the connector of " + target.title());
            }
        }
        for (String process : killed) {
            assertTrue(demo.out().contains("kill -9 of " + process + ": kill 1;"), demo::out);
        }
        assertTrue(
                Pattern.compile("stages killed {11}dispatcher [1-9]\\d*, publisher [1-9]\\d*, capture [1-9]")
                        .matcher(demo.out())
                        .find(),
                demo::out);
        assertTrue(demo.out().contains("  equal                   yes"), demo::out);
        assertTrue(demo.out().contains("  dead letters            0"), demo::out);
    }

    @Test
    void the_real_day_arrives_whole() throws Exception {
        assumeTrue(
                data.isPresent(),
                "skipped: no CardDemo data. Set -Dmillrace.carddemo to the directory that has ebcdic and ascii in it.");
        OneTable database = new OneTable(StackFile.read(run()), "none");
        for (String table : List.of("account", "customer", "card", "card_xref")) {
            assertEquals(50, count(database, table), table);
        }
        // The day's transactions are posted or rejected; each posted one raised balances of its account.
        int posted = count(database, "transaction");
        assertTrue(posted > 0 && posted < TRANSACTIONS, () -> posted + " posted");
        assertEquals(
                database.query("SELECT sum(amount) FROM transaction"),
                database.query("SELECT sum(balance) FROM category_balance"));
        assertEquals(
                List.of(),
                database.query("SELECT account_id, type_code, category_code FROM category_balance EXCEPT"
                        + " SELECT account_id, type_code, category_code FROM transaction JOIN card_xref"
                        + " USING (card_number)"));
    }

    private static Path run() {
        return directory.resolve("run");
    }

    private static int count(OneTable database, String table) throws Exception {
        return Integer.parseInt(database.query("SELECT count(*) FROM " + table).get(0));
    }

    private static Optional<Path> data() {
        String property = System.getProperty("millrace.carddemo", "");
        if (!property.isEmpty()) {
            return Optional.of(Path.of(property, "ebcdic"));
        }
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("shared/mainframe-data/carddemo/ebcdic"))
                .filter(Files::isDirectory)
                .findFirst();
    }
}
