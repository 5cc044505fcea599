package dev.millrace.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The documented rule, value by value. */
class ItemSizeTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\u00e4", "\u20ac", "\ud83d\ude00", "a\u00e4\u20ac\ud83d\ude00z"})
    void textCountsItsBytesInUtf8(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        assertEquals(bytes, ItemSize.of(AttributeValue.fromS(text)));
        assertEquals(bytes + 1, ItemSize.of(Map.of(text, AttributeValue.fromBool(true))));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "7, 2",
        "42, 2",
        "421, 3",
        "-42, 2",
        "4200, 2",
        "0.0042, 2",
        "1.50, 2",
        "100.01, 4",
        "99999999999999999999999999999999999999, 20"
    })
    void aNumberCountsItsSignificantDigitsByTwo(String number, int bytes) {
        assertEquals(bytes, ItemSize.of(AttributeValue.fromN(number)));
    }

    @Test
    void listsAndMapsCountThreeBytesAndOneForEachElement() {
        assertEquals(3, ItemSize.of(AttributeValue.fromL(List.of())));
        assertEquals(
                3 + (1 + 2) + (1 + 1),
                ItemSize.of(AttributeValue.fromL(List.of(AttributeValue.fromS("ab"), AttributeValue.fromNul(true)))));
        assertEquals(
                3 + (1 + 4 + 3),
                ItemSize.of(AttributeValue.fromM(
                        Map.of("name", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[3]))))));
    }
}
