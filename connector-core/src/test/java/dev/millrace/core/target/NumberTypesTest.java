package dev.millrace.core.target;

import static dev.millrace.core.target.Rejections.PLACE;
import static dev.millrace.core.target.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.FloatType.Width;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of any scale, and binary ones. */
class NumberTypesTest {
    private static final ColumnType NUMBER = new NumberType(131_072, 16_383);
    private static final ColumnType DOUBLE = new FloatType(Width.DOUBLE);
    private static final ColumnType SINGLE = new FloatType(Width.SINGLE);

    @ParameterizedTest
    @CsvSource({"12.50, 12.5", "12.5, 12.5", "100, 1E+2", "0.000, 0", "0E2147483647, 0", "-1e-16383, -1E-16383"})
    void aNumberIsOneInEveryScale(String given, String canonical) throws Rejection {
        assertEquals(number(canonical), NUMBER.canonical(new Value.Text(given), PLACE));
        assertEquals(number(canonical), NUMBER.canonical(number(given), PLACE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E131072", "1E2147483647", "100E2147483646", "1E-16384", "1E-2147483647"})
    void aNumberBeyondTheBoundsIsRejectedWithoutMakingItsDigits(String given) {
        assertRejected(RejectionReason.VALUE_OUT_OF_RANGE, NUMBER, number(given));
        assertRejected(RejectionReason.VALUE_OUT_OF_RANGE, DOUBLE, number(given));
        assertRejected(RejectionReason.VALUE_OUT_OF_RANGE, SINGLE, number(given));
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "0.10, 0.1",
        "0, 0",
        "-0.00, 0",
        "123456789012345, 123456789012345",
        // 2^53, and the last whole number below it.
        "9007199254740992, 9007199254740992",
        "9007199254740991, 9007199254740991",
        // All of the digits of the binary number that 0.1 becomes.
        "0.1000000000000000055511151231257827021181583404541015625, 0.1",
        "1.7976931348623157E308, 1.7976931348623157E308",
        "2.2250738585072014E-308, 2.2250738585072014E-308",
        "5E-324, 5E-324",
        // 2^-44, beside which the shortest decimal is not the nearest one of its length.
        "5.684341886080802E-14, 5.684341886080802E-14"
    })
    void aDoubleTakesTheShortestDecimalOfItsNumberAndTheNumberItself(String given, String canonical) throws Rejection {
        assertSame(canonical, DOUBLE.canonical(number(given), PLACE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.1000000000000000055",
                "9007199254740993",
                "0.12345678901234567890",
                "5.6843418860808015E-14",
                "4.9E-324",
                "1E-324",
                "1.7976931348623159E308",
                "1E309"
            })
    void aDoubleRejectsWhatItWouldRound(String given) {
        assertRejected(RejectionReason.VALUE_OUT_OF_RANGE, DOUBLE, number(given));
    }

    @Test
    void aSingleHasFewerDigits() throws Rejection {
        assertSame("0.1", SINGLE.canonical(number("0.1"), PLACE));
        assertSame("16777216", SINGLE.canonical(number("16777216"), PLACE));
        assertSame("3.4028235E38", SINGLE.canonical(number("3.4028235E38"), PLACE));
        assertSame("1E-45", SINGLE.canonical(number("1E-45"), PLACE));
        assertRejected(RejectionReason.VALUE_OUT_OF_RANGE, SINGLE, number("16777217"));
        assertRejected(RejectionReason.VALUE_OUT_OF_RANGE, SINGLE, number("0.123456789"));
        assertRejected(RejectionReason.VALUE_OUT_OF_RANGE, SINGLE, number("3.5E38"));
        assertRejected(RejectionReason.VALUE_OUT_OF_RANGE, SINGLE, number("1E-46"));
        assertRejected(RejectionReason.VALUE_TYPE, SINGLE, "NaN");
        assertRejected(RejectionReason.VALUE_TYPE, SINGLE, "Infinity");
    }

    @Test
    void everyBinaryNumberHasOneDecimalThatIsTaken() throws Rejection {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            double any = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(any)) {
                Value.Decimal shortest =
                        (Value.Decimal) DOUBLE.canonical(new Value.Decimal(new BigDecimal(any)), PLACE);
                assertEquals(any, shortest.number().doubleValue(), "seed " + seed);
                assertEquals(shortest, DOUBLE.canonical(shortest, PLACE), "seed " + seed);
            }
        }
    }

    private static void assertSame(String expected, Value actual) {
        assertEquals(0, new BigDecimal(expected).compareTo(((Value.Decimal) actual).number()), actual::toString);
    }

    private static Value number(String text) {
        return new Value.Decimal(new BigDecimal(text));
    }
}
