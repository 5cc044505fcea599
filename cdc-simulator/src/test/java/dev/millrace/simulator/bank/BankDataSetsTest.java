package dev.millrace.simulator.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.simulator.SimulatorError;
import dev.millrace.simulator.SimulatorException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BankDataSetsTest {

    @TempDir
    Path directory;

    @BeforeEach
    void copySample() throws IOException {
        for (String name : SampleBank.NAMES) {
            for (String file : new String[] {name + ".PS", name + ".cpy"}) {
                try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/bank/" + file))) {
                    Files.copy(in, directory.resolve(file));
                }
            }
        }
    }

    @Test
    void theFilesMayHaveAnyNames() throws IOException {
        Files.move(directory.resolve("CARD.PS"), directory.resolve("PROD.PLASTIC.PS"));
        Files.move(directory.resolve("CARD.cpy"), directory.resolve("PROD.PLASTIC.cpy"));
        Bank bank = new Bank(BankDataSets.ofDirectory(directory), BankSettings.usual(1), Clock.systemUTC());
        assertEquals(252, bank.initialLoadSize());
    }

    @Test
    void anEmptyBankLivesToo() throws IOException {
        for (String name : SampleBank.NAMES) {
            Files.write(directory.resolve(name + ".PS"), new byte[0]);
        }
        Bank bank = new Bank(BankDataSets.ofDirectory(directory), BankSettings.usual(1), Clock.systemUTC());
        assertEquals(0, bank.initialLoadSize());
        long changes = 0;
        while (changes < 3_000) {
            changes += bank.next(3_000 - changes).size();
        }
        assertTrue(bank.randomPostings().posted() > 100);
    }

    @Test
    void aMissingDataSetIsNamed() throws IOException {
        Files.delete(directory.resolve("CARD.PS"));
        assertRefused(SimulatorError.DATA_SET_MISSING, "CARD.PS");
        Files.delete(directory.resolve("CARD.cpy"));
        SimulatorException none = assertRefused(SimulatorError.DATA_SET_MISSING, directory.toString());
        assertTrue(none.toString().contains("record CARD."), none.getMessage());
    }

    @Test
    void aMissingDirectoryIsNamed() {
        Path missing = directory.resolve("missing");
        SimulatorException refused = assertThrows(SimulatorException.class, () -> BankDataSets.ofDirectory(missing));
        assertEquals(SimulatorError.DATA_SET_MISSING, refused.code());
        assertEquals(missing.toString(), refused.where());
    }

    @Test
    void aRecordThatIsMoreThanTextsAndNumbersIsNone() throws IOException {
        Path copybook = directory.resolve("CARD.cpy");
        String source = Files.readString(copybook);
        for (String field : List.of("PIC X OCCURS 2", "COMP-2", "PIC X.\n           05  B REDEFINES A PIC X")) {
            Files.writeString(copybook, source.stripTrailing() + "\n           05  A " + field + ".\n");
            SimulatorException refused = assertRefused(SimulatorError.COPYBOOK_INVALID, "CARD.cpy");
            assertTrue(refused.why().startsWith("A "), refused::why);
        }
    }

    @Test
    void anUnknownRecordIsNamed() throws IOException {
        replace("CARD.cpy", "01  CARD.", "01  PLASTIC.");
        SimulatorException refused = assertRefused(SimulatorError.RECORD_UNKNOWN, "CARD.cpy");
        assertTrue(refused.toString().contains("PLASTIC"), refused.getMessage());
        assertTrue(refused.fix().contains("CARD-XREF"), refused.fix());
    }

    @Test
    void aRecordThatTwoCopybooksDescribeIsNamed() throws IOException {
        Files.copy(directory.resolve("CARD.cpy"), directory.resolve("ZARD.cpy"));
        Files.copy(directory.resolve("CARD.PS"), directory.resolve("ZARD.PS"));
        assertRefused(SimulatorError.DATA_SET_AMBIGUOUS, "ZARD.cpy");
    }

    @Test
    void aMissingFieldIsNamed() throws IOException {
        replace("ACCOUNT.cpy", "CYCLE-DEBIT ", "CYCLE-DEPTH ");
        SimulatorException refused = assertRefused(SimulatorError.FIELD_MISSING, "ACCOUNT.cpy");
        assertTrue(refused.toString().contains("CYCLE-DEBIT"), refused.getMessage());
    }

    @Test
    void aFieldOfAnotherKindIsNamed() throws IOException {
        replace("CARD.cpy", "CARD-NUMBER             PIC X(16)", "CARD-NUMBER             PIC 9(16)");
        assertRefused(SimulatorError.FIELD_KIND, "CARD.cpy");
    }

    @Test
    void aDuplicateKeyIsNamed() throws IOException {
        Path file = directory.resolve("CARD.PS");
        byte[] records = Files.readAllBytes(file);
        int length = records.length / 66;
        System.arraycopy(records, 0, records, 41 * length, length);
        Files.write(file, records);
        SimulatorException refused = assertRefused(SimulatorError.KEY_DUPLICATE, "CARD.PS");
        assertTrue(refused.toString().contains("record 42"), refused.getMessage());
    }

    @Test
    void aTruncatedDataSetIsNamed() throws IOException {
        Path file = directory.resolve("CUSTOMER.PS");
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 1_001));
        assertRefused(SimulatorError.DATA_SET_BROKEN, "CUSTOMER.PS");
    }

    @Test
    void aCopybookThatIsNoneIsNamed() throws IOException {
        Files.writeString(directory.resolve("CARD.cpy"), "       01  CARD.\n           05  X PIC Q.\n");
        assertRefused(SimulatorError.COPYBOOK_INVALID, "CARD.cpy");
    }

    @Test
    void aTableWithinARecordIsRefused() throws IOException {
        replace("CUSTOMER.cpy", "REMARK                  PIC X(30)", "REMARK OCCURS 30 PIC X");
        assertRefused(SimulatorError.COPYBOOK_INVALID, "CUSTOMER.cpy");
    }

    private SimulatorException assertRefused(SimulatorError code, String where) {
        SimulatorException refused = assertThrows(SimulatorException.class, () -> BankDataSets.ofDirectory(directory));
        assertEquals(code, refused.code(), refused.getMessage());
        assertTrue(refused.where().contains(where), refused.getMessage());
        return refused;
    }

    private void replace(String file, String old, String by) throws IOException {
        String text = Files.readString(directory.resolve(file));
        assertTrue(text.contains(old), file);
        Files.writeString(directory.resolve(file), text.replace(old, by));
    }
}
