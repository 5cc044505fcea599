package dev.millrace.core.format.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
    }

    @Test
    void tablesThatFitTheirRecordsAreSound() throws IOException {
        assertEquals(List.of(), problems(FITTING));
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
                "codepage: IBM273 | codepage: US-ASCII | tables[1].codepage: code page US-ASCII: its digits"
            })
    void whatDoesNotFitIsTold(String part, String wrong, String problem) throws IOException {
        List<String> problems = problems(FITTING.replaceFirst("\\Q" + part + "\\E", wrong));
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

    private List<String> problems(String yaml) throws IOException {
        String there = yaml.replaceAll("(\\w+[.]cpy)", directory + "/$1");
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
