package dev.millrace.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Decodes the data sets of a real application, AWS CardDemo, and compares every field with what a reader of its own cuts
 * out of the text form of the same records. The data is not part of the project: the test is skipped where it is absent.
 */
class CardDemoTest {

    private static final String PROPERTY = "millrace.carddemo";
    private static final Path BESIDE_THE_PROJECT = Path.of("shared", "mainframe-data", "carddemo");

    private static Path directory = Path.of("");

    @BeforeAll
    static void findData() {
        directory = directory();
        assumeTrue(
                Files.isDirectory(directory.resolve("ebcdic")),
                "skipped: no CardDemo data sets in " + directory + "; set -D" + PROPERTY
                        + " to a directory with ebcdic/NAME.PS, ebcdic/NAME.cpy and ascii/NAME.txt");
    }

    private static Path directory() {
        String property = System.getProperty(PROPERTY);
        if (property != null) {
            return Path.of(property);
        }
        for (Path parent = Path.of("").toAbsolutePath(); parent != null; parent = parent.getParent()) {
            if (Files.isDirectory(parent.resolve(BESIDE_THE_PROJECT))) {
                return parent.resolve(BESIDE_THE_PROJECT);
            }
        }
        return BESIDE_THE_PROJECT;
    }

    @Test
    void customers() throws IOException {
        assertEquals(
                List.of(),
                differingRecords(
                        "CUSTDATA",
                        50,
                        "CUSTOMER-ID 0-8 9",
                        "FIRST-NAME 9-33 X",
                        "MIDDLE-NAME 34-58 X",
                        "LAST-NAME 59-83 X",
                        "ADDRESS-LINE-1 84-133 X",
                        "ADDRESS-LINE-2 134-183 X",
                        "ADDRESS-LINE-3 184-233 X",
                        "STATE 234-235 X",
                        "COUNTRY 236-238 X",
                        "ZIP 239-248 X",
                        "PHONE-1 249-263 X",
                        "PHONE-2 264-278 X",
                        "SSN 279-287 9",
                        "GOVERNMENT-ID 288-307 X",
                        "DATE-OF-BIRTH 308-317 X",
                        "EFT-ACCOUNT-ID 318-327 X",
                        "PRIMARY-HOLDER 328-328 X",
                        "FICO-SCORE 329-331 9"));
    }

    @Test
    void accountsOfWhichTheTwoFormsDifferInRecord49() throws IOException {
        assertEquals(
                List.of(49),
                differingRecords(
                        "ACCTDATA",
                        50,
                        "ACCOUNT-ID 0-10 9",
                        "ACTIVE-STATUS 11-11 X",
                        "CURRENT-BALANCE 12-23 S2",
                        "CREDIT-LIMIT 24-35 S2",
                        "CASH-CREDIT-LIMIT 36-47 S2",
                        "OPEN-DATE 48-57 X",
                        "EXPIRATION-DATE 58-67 X",
                        "REISSUE-DATE 68-77 X",
                        "CYCLE-CREDIT 78-89 S2",
                        "CYCLE-DEBIT 90-101 S2",
                        "ZIP 102-111 X",
                        "GROUP-ID 112-121 X"));
    }

    @Test
    void cards() throws IOException {
        assertEquals(
                List.of(),
                differingRecords(
                        "CARDDATA",
                        50,
                        "CARD-NUMBER 0-15 X",
                        "ACCOUNT-ID 16-26 9",
                        "CVV 27-29 9",
                        "EMBOSSED-NAME 30-79 X",
                        "EXPIRATION-DATE 80-89 X",
                        "ACTIVE-STATUS 90-90 X"));
    }

    @Test
    void cardCrossReference() throws IOException {
        assertEquals(
                List.of(),
                differingRecords("CARDXREF", 50, "CARD-NUMBER 0-15 X", "CUSTOMER-ID 16-24 9", "ACCOUNT-ID 25-35 9"));
    }

    @Test
    void dailyTransactions() throws IOException {
        assertEquals(
                List.of(),
                differingRecords(
                        "DALYTRAN",
                        300,
                        "TRANSACTION-ID 0-15 X",
                        "TYPE-CODE 16-17 X",
                        "CATEGORY-CODE 18-21 9",
                        "SOURCE 22-31 X",
                        "DESCRIPTION 32-131 X",
                        "AMOUNT 132-142 S2",
                        "MERCHANT-ID 143-151 9",
                        "MERCHANT-NAME 152-201 X",
                        "MERCHANT-CITY 202-251 X",
                        "MERCHANT-ZIP 252-261 X",
                        "CARD-NUMBER 262-277 X",
                        "ORIGIN-TIMESTAMP 278-303 X",
                        "PROCESSING-TIMESTAMP 304-329 X"));
    }

    /** Numbers, from 1, of the records whose fields are not those of the line with the same number. */
    private static List<Integer> differingRecords(String name, int count, String... fields) throws IOException {
        Path ebcdic = directory.resolve("ebcdic");
        RecordCodec codec = new RecordCodec(Copybook.read(ebcdic.resolve(name + ".cpy")), CodePage.of("IBM037"));
        List<String> lines =
                Files.readAllLines(directory.resolve("ascii").resolve(name + ".txt"), StandardCharsets.US_ASCII);
        byte[] bytes = Files.readAllBytes(ebcdic.resolve(name + ".PS"));
        List<Integer> differing = new ArrayList<>();
        int number = 0;
        try (FixedRecords records = FixedRecords.open(ebcdic.resolve(name + ".PS"), codec)) {
            while (records.hasNext()) {
                CobolRecord record = records.next();
                if (!fields(record).equals(fields(lines.get(number), fields))) {
                    differing.add(number + 1);
                }
                int start = number * codec.recordLength();
                assertArrayEquals(
                        Arrays.copyOfRange(bytes, start, start + codec.recordLength()),
                        codec.encode(record),
                        "encoded again, record " + (number + 1));
                number++;
            }
        }
        assertEquals(count, number);
        assertEquals(count, lines.size());
        return differing;
    }

    private static List<Map.Entry<String, Object>> fields(CobolRecord record) {
        List<Map.Entry<String, Object>> fields = new ArrayList<>();
        for (String name : record.fields().names()) {
            boolean text = record.get(name) instanceof CobolValue.Text;
            fields.add(Map.entry(name, text ? record.text(name) : record.number(name)));
        }
        return fields;
    }

    /** Fields as {@code NAME FIRST-LAST KIND}: X is text, 9 an unsigned whole number, S2 a signed one with two decimals. */
    private static List<Map.Entry<String, Object>> fields(String line, String... fields) {
        List<Map.Entry<String, Object>> values = new ArrayList<>();
        for (String field : fields) {
            String[] parts = field.split(" ", -1);
            String[] range = parts[1].split("-", -1);
            String text = line.substring(Integer.parseInt(range[0]), Integer.parseInt(range[1]) + 1);
            values.add(Map.entry(
                    parts[0],
                    switch (parts[2]) {
                        case "X" -> text.replaceFirst(" +$", "");
                        case "9" -> new BigDecimal(text);
                        default -> signed(text).movePointLeft(2);
                    }));
        }
        return values;
    }

    private static BigDecimal signed(String text) {
        int last = text.length() - 1;
        int positive = "{ABCDEFGHI".indexOf(text.charAt(last));
        int negative = "}JKLMNOPQR".indexOf(text.charAt(last));
        String digits = text.substring(0, last) + Math.max(positive, negative);
        return new BigDecimal((negative >= 0 ? "-" : "") + digits);
    }
}
