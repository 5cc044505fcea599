package dev.millrace.core.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.KeyTemplate.Malformed;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTemplateTest {
    private static final TargetTable TABLE = new TargetTable(
            "account",
            List.of(
                    new Column("branch", ColumnTypes.parse("text").orElseThrow(), false),
                    new Column("account_id", ColumnTypes.parse("numeric(10,2)").orElseThrow(), false),
                    new Column("region", ColumnTypes.parse("text").orElseThrow(), false)),
            List.of(2, 0, 1));

    @Test
    void putsTheKeysValuesIntoTheText() throws Malformed {
        KeyTemplate template = KeyTemplate.parse("ACCT#{ACCOUNT-ID}#{branch}", TABLE);
        assertEquals("ACCT#4711.00#Bern", template.of(key("north", "Bern", "4711.00")));
        assertEquals("ACCT#", template.prefix());
        assertEquals(List.of(2, 1), template.keyIndexes());
    }

    @Test
    void escapesWhatWouldEndAValue() throws Malformed {
        KeyTemplate template = KeyTemplate.parse("{branch}#{region}", TABLE);
        assertEquals("a%0023b%0025#c#d", template.of(key("c#d", "a#b%", "1.00")));
    }

    @Test
    void escapesWhatTheCallerNames() throws Malformed {
        KeyTemplate template = KeyTemplate.parse("{{{branch}}}:{region}", TABLE, "{}");
        assertEquals("{a%007bb%007d}:c%0025", template.of(key("c%", "a{b}", "1.00")));
        assertEquals(List.of("{", "}:", ""), template.literals());
    }

    @Test
    void doubledBracesAreText() throws Malformed {
        assertEquals("{Bern}", KeyTemplate.parse("{{{branch}}}", TABLE).of(key("r", "Bern", "1.00")));
    }

    @Test
    void timesHaveAllDigitsOfTheirColumn() throws Malformed {
        TargetTable events =
                new TargetTable("event", List.of(new Column("at", new TimestampType(12), false)), List.of(0));
        RowKey key = new RowKey(new Value.Timestamp(LocalDateTime.parse("2026-03-29T02:30:00"), 7));
        assertEquals(
                "2026-03-29T02:30:00.000000000007",
                KeyTemplate.parse("{at}", events).of(key));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "{",
                "}",
                "{branch",
                "a}b",
                "{name}",
                "{branch}{region}",
                "{branch}#{branch}",
                "{branch}%{region}",
                "{}"
            })
    void malformedTemplatesAreRefused(String text) {
        assertThrows(Malformed.class, () -> KeyTemplate.parse(text, TABLE));
    }

    /** Half of such a character, left alone in a value, becomes a question mark on its way: two keys would meet. */
    @Test
    void aCharacterOfTwoHalvesEndsNoValue() throws Malformed {
        for (String text : List.of("{branch}\uD83D\uDE00{region}", "{branch}\uD83D\uDE00")) {
            Malformed refused = assertThrows(Malformed.class, () -> KeyTemplate.parse(text, TABLE));
            assertEquals(
                    "the text after a column begins with a character beyond U+FFFF, such as an emoji; begin it with"
                            + " another, such as #",
                    refused.getMessage());
        }
        assertEquals(
                "\uD83D\uDE00a\uD83D\uDE01#\uD83D\uDE00b",
                KeyTemplate.parse("\uD83D\uDE00{branch}#\uD83D\uDE00{region}", TABLE)
                        .of(key("b", "a\uD83D\uDE01", "1.00")));
    }

    @Property
    void differentKeysHaveDifferentTexts(
            @ForAll @CharRange(from = '#', to = '5') String branch,
            @ForAll @CharRange(from = '#', to = '5') String region,
            @ForAll @CharRange(from = '#', to = '5') String otherBranch,
            @ForAll @CharRange(from = '#', to = '5') String otherRegion)
            throws Malformed {
        for (String text :
                List.of("{branch}#{region}", "0{branch}0{region}0", "{branch}23{region}%", "{branch}##{region}5")) {
            KeyTemplate template = KeyTemplate.parse(text, TABLE);
            RowKey key = key(region, branch, "1.00");
            RowKey other = key(otherRegion, otherBranch, "1.00");
            if (key.equals(other)) {
                assertEquals(template.of(key), template.of(other));
            } else {
                assertNotEquals(template.of(key), template.of(other), text);
            }
        }
    }

    /** Every pair of short texts over the characters that escapes are made of. */
    @Test
    void noTwoShortKeysMeet() throws Malformed {
        KeyTemplate template = KeyTemplate.parse("{branch}0{region}2", TABLE);
        List<String> values = List.of("", "0", "2", "%", "00", "%0", "0%", "%0030", "30", "0030", "%00", "2%");
        Map<String, RowKey> seen = new HashMap<>();
        for (String branch : values) {
            for (String region : values) {
                RowKey key = key(region, branch, "1.00");
                assertEquals(null, seen.put(template.of(key), key), () -> branch + " and " + region);
            }
        }
    }

    private static RowKey key(String region, String branch, String id) {
        return new RowKey(new Value.Text(region), new Value.Text(branch), new Value.Decimal(new BigDecimal(id)));
    }
}
