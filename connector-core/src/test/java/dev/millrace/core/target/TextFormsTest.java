package dev.millrace.core.target;

import static dev.millrace.core.target.Rejections.PLACE;
import static dev.millrace.core.target.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.Value;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What travels as text and is more than text: instants, JSON, UUIDs, labels. */
class TextFormsTest {
    private static final ColumnType INSTANT = new InstantType(6);
    private static final ColumnType JSON = new JsonType();

    @ParameterizedTest
    @CsvSource({
        "2018-06-01T13:18:41.780264Z, 2018-06-01T13:18:41.780264",
        "2018-06-01 15:18:41.780264+02:00, 2018-06-01T13:18:41.780264",
        "2018-06-01-09.48.41-0330, 2018-06-01T13:18:41",
        "2018-06-01T00:00:00+05, 2018-05-31T19:00:00",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00",
        "9999-12-31T23:59:59.999999000000Z, 9999-12-31T23:59:59.999999"
    })
    void anInstantIsOneInEveryZone(String given, String utc) throws Rejection {
        assertEquals(new Value.Timestamp(LocalDateTime.parse(utc), 0), INSTANT.canonical(new Value.Text(given), PLACE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2018-06-01T13:18:41.780264",
                "2018-06-01-13.18.41.780264",
                "2018-06-01",
                "2018-06-01T13:18:41 Z",
                "2018-06-01T13:18:41+2",
                "2018-06-01T13:18:41+19:00",
                "2018-06-01T13:18:41+02:60",
                "2018-06-01T13:18:41Europe/Paris",
                "2018-06-01T13:18:41.Z"
            })
    void noZoneIsInvented(String given) {
        assertRejected(RejectionReason.VALUE_TYPE, INSTANT, given);
    }

    @Test
    void aTimeWithoutAZoneIsNoInstant() {
        assertRejected(
                RejectionReason.VALUE_TYPE,
                INSTANT,
                new Value.Timestamp(LocalDateTime.parse("2018-06-01T00:00:00"), 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2018-06-01T13:18:41.7802641Z", "9999-12-31T23:59:59-00:01", "0001-01-01T00:00:00+00:01"})
    void anInstantThatTheColumnCannotHoldIsRejected(String given) {
        assertRejected(RejectionReason.VALUE_OUT_OF_RANGE, INSTANT, given);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", " [1, 1.50, 1E+400, \"\\u0041\\\"\", null] ", "\"a\"", "-0", "true", "{\"a\":{\"a\":1}}"})
    void textThatIsJsonIsTakenAsItIs(String json) throws Rejection {
        assertEquals(new Value.Text(json), JSON.canonical(new Value.Text(json), PLACE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a",
                "{",
                "{} {}",
                "[1,]",
                "01",
                "+1",
                "NaN",
                "'a'",
                "{a:1}",
                "{\"a\":1,\"a\":2}",
                "{\"b\":[{\"a\":1,\"\\u0061\":2}]}",
                "\"\\x\"",
                "[\"\t\"]",
                "\"\0\"",
                "[1] // one"
            })
    void textThatIsNoJsonIsRejected(String text) {
        assertRejected(RejectionReason.VALUE_TYPE, JSON, text);
    }

    @Test
    void halfACharacterIsNoJson() {
        assertRejected(RejectionReason.VALUE_TYPE, JSON, "\"\ud800\"");
        assertRejected(RejectionReason.VALUE_TYPE, JSON, new Value.Items(List.of(new Value.Text("\udc00"))));
    }

    @Test
    void whatTheSourceSendsAsItselfIsWrittenAsJson() throws Rejection {
        Row row = new Row.Builder()
                .add("A \"B\"", new Value.Text("x\"\\\0\n€𝄞"))
                .add("N", number("-0.50"))
                .add("LARGE", number("1E+400"))
                .add("NONE", Value.Null.NULL)
                .add("GROUP", new Value.Fields(new Row.Builder().build()))
                .add("ITEMS", new Value.Items(List.of(new Value.Bool(true), Value.Null.NULL)))
                .build();

        assertEquals(
                new Value.Text("{\"A \\\"B\\\"\":\"x\\\"\\\\\\u0000\\n€𝄞\",\"N\":-0.50,\"LARGE\":1E+400,\"NONE\":null,"
                        + "\"GROUP\":{},\"ITEMS\":[true,null]}"),
                JSON.canonical(new Value.Fields(row), PLACE));
        assertEquals(new Value.Text("[]"), JSON.canonical(new Value.Items(List.of()), PLACE));
        assertEquals(new Value.Text("false"), JSON.canonical(new Value.Bool(false), PLACE));
        assertEquals(new Value.Text("1.50"), JSON.canonical(number("1.50"), PLACE));
    }

    @Test
    void aNameTwiceIsRejected() {
        Row row = new Row.Builder().add("A", number("1")).add("A", number("2")).build();

        assertRejected(RejectionReason.COLUMN_DUPLICATE, JSON, new Value.Fields(row));
    }

    @Test
    void aUuidIsOneInUpperAndLowerCase() throws Rejection {
        ColumnType type = new UuidType();

        assertEquals(
                new Value.Text("123e4567-e89b-12d3-a456-426614174abc"),
                type.canonical(new Value.Text("123E4567-E89B-12d3-a456-426614174ABC"), PLACE));
        assertRejected(RejectionReason.VALUE_TYPE, type, "123e4567e89b12d3a456426614174abc");
        assertRejected(RejectionReason.VALUE_TYPE, type, "{123e4567-e89b-12d3-a456-426614174abc}");
        assertRejected(RejectionReason.VALUE_TYPE, type, "123e4567-e89b-12d3-a456-42661417４abc");
        assertRejected(RejectionReason.VALUE_TYPE, type, number("1"));
    }

    @Test
    void aLabelIsTakenAsItIs() throws Rejection {
        ColumnType type = new EnumType(Set.of("open", "Closed "));

        assertEquals(new Value.Text("Closed "), type.canonical(new Value.Text("Closed "), PLACE));
        assertRejected(RejectionReason.VALUE_OUT_OF_RANGE, type, "Closed");
        assertRejected(RejectionReason.VALUE_OUT_OF_RANGE, type, "OPEN");
        assertRejected(RejectionReason.VALUE_TYPE, type, number("1"));
    }

    @Test
    void anArrayKeepsNullsWhereItsTargetDoes() throws Rejection {
        Value given = new Value.Items(List.of(Value.Null.NULL, new Value.Text("1")));

        assertEquals(
                new Value.Items(List.of(Value.Null.NULL, number("1"))),
                new ArrayType(DecimalType.whole(4), ArrayType.NullElements.KEPT).canonical(given, PLACE));
    }

    private static Value number(String text) {
        return new Value.Decimal(new BigDecimal(text));
    }
}
