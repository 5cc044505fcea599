package dev.millrace.core.format.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.ConnectorConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A table that its records do not fit is found before the first of them comes. */
class LayoutCheckTest {
    private static final String FITTING = """
            name: bank
            kafka:
              bootstrap.servers: broker:9092
            topics: [bank]
            format:
              type: raw
            tables:
              - source: BANK.ACCOUNT
                target: account
                copybook: RECORD.cpy
                key: [account_id]
                columns: [account_id bigint, "balance numeric(7,2)", name text, phone text]
                ignored-columns: [CARD]
              - source: IMS.ACCOUNT
                target: ims_account
                copybook: RECORD.cpy
                parent-copybook: PARENT.cpy
                codepage: IBM273
                key: [customer_account_id, account_account_id]
              - source: BANK.CARD
                target: card
                key: [any]
            """;
    private static final String CHOOSING = FITTING + """
              - source: BANK.PAYMENT
                target: payment
                copybook: SHARED.cpy
                record: PAYMENT
                copy-path: [LIBRARY]
                float: ieee
                choose: [CARD=IS-CARD, "BANK=KIND='B'"]
                key: [id]
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void copybooks() throws IOException {
        Files.writeString(directory.resolve("RECORD.cpy"), RawKit.ACCOUNT);
        Files.writeString(directory.resolve("PARENT.cpy"), RawKit.CUSTOMER_KEY);
        Files.writeString(directory.resolve("WRONG.cpy"), "01 A.\n  05 B PIC 9(.\n");
        Files.writeString(directory.resolve("TWICE.cpy"), """
                01 A.
                  05 B.
                    10 C-D PIC X.
                  05 B-C.
                    10 D PIC X.
                    10 C-D PIC X.
                  05 B-C-D PIC X.
                """);
        Files.writeString(directory.resolve("SHARED.cpy"), """
                01 OTHER PIC X.
                01 PAYMENT.
                  COPY ID.
                  05 CARD PIC X(4).
                  05 BANK REDEFINES CARD PIC 9(4).
                """);
        Files.writeString(Files.createDirectory(directory.resolve("library")).resolve("ID.cpy"), """
                           05 ID PIC 9(3).
                           05 KIND PIC X.
                             88 IS-CARD VALUE 'C'.
                """);
        Files.writeString(directory.resolve("WIDE.cpy"), "01 A.\n  05 ID PIC X(5).\n  05 B PIC G(2).\n");
    }

    @Test
    void tablesThatFitTheirRecordsAreSound() throws IOException {
        assertEquals(List.of(), problems(FITTING));
        assertEquals(List.of(), problems(CHOOSING));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "key: [account_id] | key: [acount_id] | tables[0].key: \"acount_id\" is none of the layout's columns. Fix:"
                        + " did you mean account_id? Else remove it, or correct the copybook",
                "key: [account_id] | key: [x] | tables[0].key: \"x\" is none of the layout's columns. Fix: name one of"
                        + " ACCOUNT_ID, BALANCE, NAME, PHONE, CARD, or correct the copybook",
                "key: [account_id] | key: [ACCOUNT-ID] | tables[0].key: \"ACCOUNT-ID\" is none of the layout's columns. Fix:"
                        + " did you mean account_id? Else remove it, or correct the copybook",
                "phone text] | phone text, telex text] | tables[0].columns: \"telex\" is none of the layout's columns. Fix:"
                        + " name one of ACCOUNT_ID, BALANCE, NAME, PHONE, CARD, or correct the copybook",
                "name text, phone text] | phone text] | tables[0].columns: the layout's NAME is missing. Fix: define each with"
                        + " its type, or name it in ignored-columns",
                "[CARD] | [] | tables[0].columns: the layout's CARD is missing. Fix: define each with its type, or name it in"
                        + " ignored-columns",
                "copybook: RECORD.cpy | copybook: WRONG.cpy | tables[0].copybook: WRONG.cpy, line 2, item B: picture 9(",
                "copybook: RECORD.cpy | copybook: TWICE.cpy | tables[0].copybook: TWICE.cpy, line 7, item B-C-D: another"
                        + " field becomes the column B_C_D too. Fix: give one of them another name",
                "parent-copybook: PARENT.cpy | parent-copybook: WRONG.cpy | tables[1].parent-copybook: WRONG.cpy, line 2",
                "codepage: IBM273 | codepage: EBCDIC-X | tables[1].codepage: code page EBCDIC-X: this Java runtime has no",
                "codepage: IBM273 | codepage: US-ASCII | tables[1].codepage: code page US-ASCII: its digits",
                "record: PAYMENT | record: PAYMNT | tables[3].record: SHARED.cpy, line 1, item OTHER: the copybook has no"
                        + " record PAYMNT, but OTHER, PAYMENT. Fix: name one of them as the record",
                "record: PAYMENT | epoch: 0 | tables[3].record: SHARED.cpy, line 2, item PAYMENT: the copybook has the"
                        + " records OTHER, PAYMENT. Fix: name one of them as the record",
                "parent-copybook: PARENT.cpy | parent-copybook: SHARED.cpy | tables[1].parent-copybook: SHARED.cpy, line 3,"
                        + " item COPY: there is no copybook ID",
                "copy-path: [LIBRARY] | copy-path: [] | tables[3].copybook: SHARED.cpy, line 3, item COPY: there is no"
                        + " copybook ID. Fix: put it beside this one, or name its directory",
                "CARD=IS-CARD | CARD | tables[3].choose: choice CARD: it has not the form ALTERNATIVE=CONDITION",
                "CARD=IS-CARD | CASH=IS-CARD | tables[3].choose: choice CASH=IS-CARD: the copybook has no item that redefines"
                        + " another or is redefined called CASH",
                "CARD=IS-CARD | CARD=IS-CASH | tables[3].choose: choice CARD=IS-CASH: the copybook has no condition of"
                        + " level 88 called IS-CASH",
                "KIND='B' | KIND='BB' | tables[3].choose: choice BANK=KIND='BB': ",
                "CARD=IS-CARD | BANK=IS-CARD | tables[3].choose: choice BANK=KIND='B': another choice is made for the same"
                        + " item. Fix: keep one of them",
                "float: ieee | float: real | tables[3].float: \"real\" is not known. Fix: write one of ibm, ieee",
                "SHARED.cpy | WIDE.cpy | tables[3].record: WIDE.cpy, line 1, item A: the copybook has no record PAYMENT"
            })
    void whatDoesNotFitIsTold(String part, String wrong, String problem) throws IOException {
        List<String> problems = problems(CHOOSING.replaceFirst("\\Q" + part + "\\E", wrong));
        assertEquals(1, problems.size(), problems::toString);
        String expected = "CONFIG_VALUE_INVALID at " + problem;
        String told = problems.get(0).replace(directory + "/", "");
        assertEquals(expected, told.substring(0, Math.min(told.length(), expected.length())), told);
    }

    @Test
    void allThatIsWrongIsToldAtOnce() throws IOException {
        String wrong = FITTING.replaceFirst("RECORD.cpy", "WRONG.cpy")
                .replace("PARENT.cpy", "MISSING.cpy")
                .replace("IBM273", "no page");
        assertEquals(3, problems(wrong).size());
    }

    @Test
    void eachChoiceThatIsWrongIsTold() throws IOException {
        String wrong = CHOOSING.replace("CARD=IS-CARD", "CARD=IS-CASH").replace("BANK=KIND", "BANK=KIN");
        List<String> problems = problems(wrong);
        assertEquals(2, problems.size(), problems::toString);
        assertTrue(problems.get(1).contains("choice BANK=KIN='B'"), problems::toString);
    }

    /** Else the connector would fail when it makes what reads the records. */
    @Test
    void aCodePageWithoutTheCharactersOfAFieldIsTold() throws IOException {
        List<String> problems = problems(FITTING.replaceFirst("RECORD.cpy", "WIDE.cpy")
                .replace("[account_id]", "[id]")
                .replaceFirst("columns: .*", "columns: [id text, b text]")
                .replace("ignored-columns: [CARD]", ""));
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).startsWith("CONFIG_VALUE_INVALID at tables[0].codepage: "), problems::toString);
    }

    private List<String> problems(String yaml) throws IOException {
        String there = yaml.replaceAll("(\\w+[.]cpy)", directory + "/$1").replace("LIBRARY", directory + "/library");
        ConfigReader reader = ConfigReader.of(Files.writeString(directory.resolve("c.yaml"), there), Map.of());
        ConnectorConfig config = ConnectorConfig.read(reader);
        LayoutCheck.check(reader, config.tables());
        try {
            reader.finish();
            return List.of();
        } catch (ConfigurationException wrong) {
            return wrong.problems().stream().map(Object::toString).toList();
        }
    }
}
