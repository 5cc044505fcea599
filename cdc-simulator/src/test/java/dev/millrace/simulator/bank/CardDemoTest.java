package dev.millrace.simulator.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Posts the day of AWS CardDemo, a real COBOL application's data, and compares with {@link CardDemoExpected}, which shares no
 * code with the bank. The data is no part of this project: the test needs its directory.
 */
class CardDemoTest {
    private Bank bank = Bank.sample(BankSettings.usual(1), Clock.systemUTC());
    private CardDemoExpected expected = new CardDemoExpected();

    @BeforeEach
    void postTheDay() throws IOException {
        Optional<Path> directory = directory();
        assumeTrue(
                directory.isPresent(),
                "skipped: no CardDemo data. Set -Dmillrace.carddemo to the directory that has ebcdic and ascii in it.");
        expected.read(directory.get().resolve("ascii"));
        expected.post();
        bank = new Bank(
                BankDataSets.ofDirectory(directory.get().resolve("ebcdic")), BankSettings.usual(1), Clock.systemUTC());
        while (!bank.isDailyFilePosted()) {
            bank.next(1_000);
        }
    }

    @Test
    void postedAndRejectedTransactionsAreThoseOfTheTextFiles() {
        assertEquals(300, expected.posted() + expected.rejected());
        assertEquals(expected.posted(), bank.dailyPostings().posted());
        assertEquals(expected.rejected(), bank.dailyPostings().rejectedInAll());
        Map<String, String> transactions = new TreeMap<>();
        for (SourceRow row : bank.state().rows(table("TRANSACTION"))) {
            transactions.put(row.text("TRANSACTION_ID"), row.text("CARD_NUMBER") + "|" + row.number("AMOUNT"));
        }
        assertEquals(expected.transactions(), transactions);
    }

    @Test
    void categoryBalancesAreThoseOfTheTextFiles() {
        Map<String, BigDecimal> balances = new TreeMap<>();
        for (SourceRow row : bank.state().rows(table("CATEGORY_BALANCE"))) {
            balances.put(row.plain(0) + "|" + row.plain(1) + "|" + row.plain(2), row.number("BALANCE"));
        }
        assertEquals(expected.categories(), balances);
    }

    @Test
    void accountBalancesAreThoseOfTheTextFiles() {
        Map<Long, String> balances = new TreeMap<>();
        for (SourceRow row : bank.state().rows(table("ACCOUNT"))) {
            balances.put(
                    row.number("ACCOUNT_ID").longValueExact(),
                    row.number("CURRENT_BALANCE") + "|" + row.number("CYCLE_CREDIT") + "|" + row.number("CYCLE_DEBIT"));
        }
        assertEquals(expected.accounts(), balances);
    }

    private SourceTable table(String name) {
        return bank.tables().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<Path> directory() {
        String given = System.getProperty("millrace.carddemo", "");
        Stream<Path> candidates = given.isEmpty()
                ? Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
                        .map(path -> path.resolve(Path.of("shared", "mainframe-data", "carddemo")))
                : Stream.of(Path.of(given));
        return candidates
                .filter(path -> Files.isDirectory(path.resolve("ebcdic")))
                .findFirst();
    }
}
