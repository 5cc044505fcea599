package dev.millrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DecodeTest {
    @TempDir
    Path directory;

    private String copybook = "";
    private String data = "";

    @BeforeEach
    void takeTheAccounts() throws IOException {
        copybook = SampleData.copy("ACCOUNT.cpy", directory).toString();
        data = SampleData.copy("ACCOUNT.PS", directory).toString();
    }

    @Test
    void prints_a_record_a_line_with_names_scales_and_signs_of_the_copybook() {
        Cli decoded = Cli.run("decode", "--copybook", copybook, data);
        assertEquals(0, decoded.exitCode());
        assertEquals("", decoded.err());
        assertEquals(60, decoded.outLines().size());
        assertEquals(
                List.of(
                        "{\"ACCOUNT-ID\":70000001009,\"ACTIVE-STATUS\":\"Y\",\"BRANCH\":\"Weirdale\",\"LIMITS\":"
                                + "{\"CREDIT-LIMIT\":0.00,\"EXPIRATION-DATE\":\"2025-06-30\"},\"BALANCES\":"
                                + "{\"CURRENT-BALANCE\":-239.77,\"CYCLE-CREDIT\":0.00,\"CYCLE-DEBIT\":0.00},"
                                + "\"OPEN-DATE\":\"2011-11-05\",\"REISSUE-DATE\":\"\"}",
                        "{\"ACCOUNT-ID\":70000002018,\"ACTIVE-STATUS\":\"Y\",\"BRANCH\":\"Weirdale\",\"LIMITS\":"
                                + "{\"CREDIT-LIMIT\":9999999999.99,\"EXPIRATION-DATE\":\"2027-06-30\"},\"BALANCES\":"
                                + "{\"CURRENT-BALANCE\":-9999999999.99,\"CYCLE-CREDIT\":0.00,\"CYCLE-DEBIT\":0.00},"
                                + "\"OPEN-DATE\":\"2015-11-05\",\"REISSUE-DATE\":\"2021-12-31\"}"),
                decoded.outLines().subList(0, 2));
        assertFalse(decoded.out().contains("FILLER"));
    }

    @Test
    void reads_the_code_page_that_it_is_told() throws IOException {
        Path letters = Files.writeString(directory.resolve("L.cpy"), "       01  L.\n           05  T PIC X(3).\n");
        // 0x4A is a cent sign in code page 037 and an A with two dots in 273; 0xC1 is an A in both.
        Path bytes = Files.write(directory.resolve("L.PS"), new byte[] {(byte) 0xC1, 0x4A, 0x40});
        String[] german = {"decode", "--copybook", letters.toString(), "--codepage", "IBM273", bytes.toString()};
        assertEquals("{\"T\":\"AÄ\"}\n", Cli.run(german).out());
        String[] usual = {"decode", "--copybook", letters.toString(), bytes.toString()};
        assertEquals("{\"T\":\"A¢\"}\n", Cli.run(usual).out());
    }

    @Test
    void names_the_copybook_that_does_not_fit() throws IOException {
        String cards = SampleData.copy("CARD.cpy", directory).toString();
        Errors.assertOneLine(1, "RECORD_LENGTH", Cli.run("decode", "--copybook", cards, data));
    }

    @Test
    void names_the_data_set_that_is_cut_off() throws IOException {
        byte[] whole = Files.readAllBytes(Path.of(data));
        Path cut = Files.write(directory.resolve("CUT.PS"), Arrays.copyOf(whole, whole.length - 1));
        Errors.assertOneLine(1, "CUT.PS", Cli.run("decode", "--copybook", copybook, cut.toString()));
    }

    @Test
    void names_the_file_that_is_missing() {
        Errors.assertOneLine(2, "no-data.PS", Cli.run("decode", "--copybook", copybook, "no-data.PS"));
        Errors.assertOneLine(2, "no-book.cpy", Cli.run("decode", "--copybook", "no-book.cpy", data));
    }

    @Test
    void refuses_a_directory_in_the_place_of_a_file() {
        String folder = directory.toString();
        Errors.assertOneLine(2, "is a directory", Cli.run("decode", "--copybook", copybook, folder));
        Errors.assertOneLine(2, "is a directory", Cli.run("decode", "--copybook", folder, data));
    }

    @Test
    void names_what_is_no_copybook() {
        Errors.assertOneLine(1, "ACCOUNT.PS, line 1", Cli.run("decode", "--copybook", data, data));
    }

    @Test
    void names_a_code_page_that_there_is_not() {
        String[] arguments = {"decode", "--copybook", copybook, "--codepage", "IBM00", data};
        Errors.assertOneLine(1, "CODE_PAGE_UNKNOWN at code page IBM00", Cli.run(arguments));
    }
}
