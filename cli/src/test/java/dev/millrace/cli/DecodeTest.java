package dev.millrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
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

    private static byte[] hex(String bytes) {
        return HexFormat.of().parseHex(bytes.replace(" ", ""));
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private String write(String name, byte[] bytes) throws IOException {
        return Files.write(directory.resolve(name), bytes).toString();
    }

    @Test
    void reads_records_behind_descriptor_words_and_their_tables_of_variable_length() throws IOException {
        String book = write("V.cpy", """
                       01  V.
                           05  N PIC 9.
                           05  T PIC X OCCURS 0 TO 9 DEPENDING ON N.
                """);
        String records = write("V.PS", hex("00060000 F1C1 00070000 F2C1C2"));
        assertEquals(
                "{\"N\":1,\"T\":[\"A\"]}\n{\"N\":2,\"T\":[\"A\",\"B\"]}\n",
                Cli.run("decode", "--copybook", book, "--recfm", "v", records).out());
        String blocks = write("VB.PS", hex("000A0000 00060000 F1C1"));
        assertEquals(
                "{\"N\":1,\"T\":[\"A\"]}\n",
                Cli.run("decode", "--copybook", book, "--recfm", "vb", blocks).out());
        Errors.assertOneLine(1, "RECORD_DESCRIPTOR", Cli.run("decode", "--copybook", book, "--recfm", "vb", records));
    }

    @Test
    void chooses_a_record_of_the_copybook_what_it_copies_and_what_redefines() throws IOException {
        Path library = Files.createDirectory(directory.resolve("library"));
        Files.writeString(library.resolve("PART.cpy"), """
                           05  :P:-KIND PIC X.
                               88  IS-NUMBER VALUE 'N'.
                """);
        String book = write("M.cpy", """
                       01  OTHER PIC X.
                       01  MINE.
                           COPY PART REPLACING ==:P:== BY ==MY==.
                           05  A PIC X(2).
                           05  B REDEFINES A PIC 9(2).
                """);
        String records = write("M.PS", hex("D5F1F2 E7F1F2"));
        assertEquals(
                "{\"MY-KIND\":\"N\",\"A\":null,\"B\":12}\n{\"MY-KIND\":\"X\",\"A\":\"12\",\"B\":null}\n",
                Cli.run(
                                "decode",
                                "--copybook",
                                book,
                                "--record",
                                "MINE",
                                "--copy-path",
                                library.toString(),
                                "--choose",
                                "B=IS-NUMBER",
                                records)
                        .out());
        Errors.assertOneLine(
                1,
                "the records OTHER, MINE",
                Cli.run("decode", "--copybook", book, "--copy-path", library.toString(), records));
        Errors.assertOneLine(1, "COPYBOOK_NOT_FOUND", Cli.run("decode", "--copybook", book, records));
        Errors.assertOneLine(
                1,
                "CHOICE_INVALID at choice C=IS-NUMBER",
                Cli.run(
                        "decode",
                        "--copybook",
                        book,
                        "--record",
                        "MINE",
                        "--copy-path",
                        library.toString(),
                        "--choose",
                        "C=IS-NUMBER",
                        records));
    }

    @Test
    void reads_floating_point_in_the_format_that_it_is_told() throws IOException {
        String book = write("F.cpy", "       01  F.\n           05  N COMP-1.\n");
        String records = write("F.PS", hex("41100000"));
        assertEquals(
                "{\"N\":1}\n", Cli.run("decode", "--copybook", book, records).out());
        assertEquals(
                "{\"N\":9}\n",
                Cli.run("decode", "--copybook", book, "--float", "ieee", records)
                        .out());
    }

    @Test
    void reads_segments_each_by_its_own_copybook() throws IOException {
        String root = write("ROOT.cpy", "       01  ROOT-SEG.\n           05  ID PIC 9(2).\n");
        String child = write("CHILD.cpy", """
                       01  C.
                           05  A PIC X.
                           05  B REDEFINES A PIC 9.
                """);
        String records = write("S.PS", hex("000E0000 D9D6D6E340404040 F0F7 000D0000 C3C8C9D3C4404040 F1"));
        String[] arguments = {
            "decode",
            "--recfm",
            "v",
            "--segment",
            "ROOT=" + root,
            "--segment",
            "CHILD=" + child,
            "--choose",
            "CHILD:B=A=1",
            records
        };
        assertEquals(
                "{\"segment\":\"ROOT\",\"data\":{\"ID\":7}}\n{\"segment\":\"CHILD\",\"data\":{\"A\":null,\"B\":1}}\n",
                Cli.run(arguments).out());
        Errors.assertOneLine(
                1, "SEGMENT_UNKNOWN", Cli.run("decode", "--recfm", "v", "--segment", "CHILD=" + child, records));
        Errors.assertOneLine(
                2, "names no segment", Cli.run("decode", "--segment", "ROOT=" + root, "--choose", "B=A=1", records));
        Errors.assertOneLine(
                2, "one or the other", Cli.run("decode", "--segment", "ROOT=" + root, "--copybook", root, records));
        Errors.assertOneLine(2, "no copybook is given", Cli.run("decode", records));
    }
}
