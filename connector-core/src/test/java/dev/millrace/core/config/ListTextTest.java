package dev.millrace.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ListTextTest {
    @Test
    void commasWithinParenthesesAndAngleBracketsPartNoValues() {
        assertEquals(
                List.of("id integer", "amount numeric(12,2)", "lines array<struct<sku text,net numeric(4,1)>>"),
                ListText.split("id integer, amount numeric(12,2), lines array<struct<sku text, net numeric(4,1)>>,"));
        assertEquals(List.of("a numeric(12,2)", "b"), ListText.joined(List.of("a numeric(12", "2)", "b")));
    }

    @Test
    void theValueOfAConditionIsOneWhateverIsInIt() {
        List<String> choices = List.of("A=KIND='('", "B=KIND=\"<\"", "C=KIND= 'C, D'", "D=IS-D", "E=KIND=')'");
        assertEquals(choices, ListText.joined(choices));
        assertEquals(choices, ListText.split(String.join(",", choices)));
    }

    @Test
    void anApostropheThatBeginsNoValueIsLikeAnyOtherCharacter() {
        assertEquals(List.of("/data/bob's", "/data/al's"), ListText.split("/data/bob's,/data/al's"));
        assertEquals(List.of("A=KIND='X", "b"), ListText.split("A=KIND='X,b"));
    }
}
