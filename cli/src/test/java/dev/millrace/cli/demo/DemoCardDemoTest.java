package dev.millrace.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.cli.CommandProcess;
import dev.millrace.cli.OneTable;
import dev.millrace.stack.StackFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The day of a real application's data, end to end. The data is no part of this project: the test needs its directory. */
@Tag("once")
final class DemoCardDemoTest {
    private static final int DAY = 300;

    @TempDir
    Path directory;

    @Test
    void the_real_day_arrives_whole() throws Exception {
        Optional<Path> data = data();
        assumeTrue(
                data.isPresent(),
                "skipped: no CardDemo data. Set -Dmillrace.carddemo to the directory that has ebcdic and ascii in it.");
        String day = data.get().resolve("ebcdic").toString();
        Path run = directory.resolve("run");
        try (CommandProcess demo = CommandProcess.start(directory, "demo", "--data", day, "--dir", run.toString())) {
            demo.awaitText("All of it stays up until Ctrl-C.", Duration.ofMinutes(3));
            assertTrue(demo.out().contains("equal                   yes"), demo::out);
            assertTrue(demo.out().contains("dead letters            0"), demo::out);
            OneTable database = new OneTable(StackFile.read(run), "none");
            for (String table : List.of("account", "customer", "card", "card_xref")) {
                assertEquals(50, count(database, table), table);
            }
            // The day's transactions are posted or rejected; each posted one raised balances of its account.
            int posted = count(database, "transaction");
            assertTrue(posted > 0 && posted < DAY, () -> posted + " posted");
            assertEquals(
                    database.query("SELECT sum(amount) FROM transaction"),
                    database.query("SELECT sum(balance) FROM category_balance"));
            assertEquals(
                    List.of(),
                    database.query("SELECT account_id, type_code, category_code FROM category_balance EXCEPT"
                            + " SELECT account_id, type_code, category_code FROM transaction JOIN card_xref"
                            + " USING (card_number)"));
        }
    }

    private static int count(OneTable database, String table) throws Exception {
        return Integer.parseInt(database.query("SELECT count(*) FROM " + table).get(0));
    }

    private static Optional<Path> data() {
        String property = System.getProperty("millrace.carddemo", "");
        if (!property.isEmpty()) {
            return Optional.of(Path.of(property));
        }
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("shared/mainframe-data/carddemo"))
                .filter(Files::isDirectory)
                .findFirst();
    }
}
