package dev.millrace.simulator.bank;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleBankTest {

    @Test
    void theSampleDataSetsAreWhatTheirGeneratorWrites(@TempDir Path directory) throws IOException {
        SampleBank.write(directory);
        for (String name : SampleBank.NAMES) {
            try (InputStream in = getClass().getResourceAsStream("/bank/" + name + ".PS")) {
                assertNotNull(in, name);
                assertArrayEquals(Files.readAllBytes(directory.resolve(name + ".PS")), in.readAllBytes(), name);
            }
        }
    }

    @Test
    void theSampleDayHasPostingsAndEveryKindOfRejection() {
        Bank bank = Bank.sample(BankSettings.usual(1), Clock.systemUTC());
        while (!bank.isDailyFilePosted()) {
            bank.next(1_000);
        }
        PostingCounts counts = bank.dailyPostings();
        assertEquals(200, counts.posted() + counts.rejectedInAll());
        assertTrue(counts.posted() > 150, counts.toString());
        for (RejectReason reason : RejectReason.values()) {
            boolean expected = reason != RejectReason.UNKNOWN_ACCOUNT;
            assertEquals(expected, counts.rejected().containsKey(reason), reason + " in " + counts);
        }
        assertEquals(60 + 60 + 66 + 66, bank.initialLoadSize());
    }
}
