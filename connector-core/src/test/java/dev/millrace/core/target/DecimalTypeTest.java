package dev.millrace.core.target;

import static dev.millrace.core.target.Rejections.PLACE;
import static dev.millrace.core.target.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTypeTest {
    private static final int NUMBERS = 50_000;
    private static final DecimalType MONEY = DecimalType.numeric(5, 2);

    @ParameterizedTest
    @CsvSource({
        "12.5, 12.50",
        "12.500, 12.50",
        "-0.01, -0.01",
        "1E2, 100.00",
        "999.99, 999.99",
        "-999.99, -999.99",
        "0E+50, 0.00",
        "0E-50, 0.00",
        "000000000001.10, 1.10",
        "+1, 1.00",
        "0.0001E2, 0.01"
    })
    void takesTheScaleOfTheColumn(String given, String held) throws Rejection {
        Value expected = new Value.Decimal(new BigDecimal(held));
        assertEquals(expected, MONEY.canonical(new Value.Text(given), PLACE));
        assertEquals(expected, MONEY.canonical(new Value.Decimal(new BigDecimal(given)), PLACE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1000",
                "-1000",
                "999.991",
                "0.001",
                "1E3",
                "1E999999999",
                "100E2147483647",
                "-1000E2147483646",
                "-1E2147483647",
                "1E-999999999",
                "1E-2147483647",
                "9.999999E2",
                "10000.00",
                "-1000.00"
            })
    void rejectsWhatItWouldHaveToRoundOrCut(String given) {
        assertRejected(RejectionReason.VALUE_OUT_OF_RANGE, MONEY, new Value.Decimal(new BigDecimal(given)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "1 ", "1,5", "१२", "NaN", "Infinity", "0x10", "1E", "1E99999999999", "--1", "1.2.3"})
    void rejectsTextThatIsNoNumber(String given) {
        assertRejected(RejectionReason.VALUE_TYPE, MONEY, given);
    }

    @Test
    void rejectsTextTooLongToBeReadAndOtherKinds() {
        assertRejected(RejectionReason.VALUE_TYPE, MONEY, "0".repeat(1_001));
        assertRejected(RejectionReason.VALUE_TYPE, MONEY, new Value.Bool(true));
    }

    @Test
    void takesZeroWhereEveryDigitIsBehindThePoint() throws Rejection {
        DecimalType thousandths = DecimalType.numeric(2, 3);
        assertEquals(new Value.Decimal(new BigDecimal("0.000")), thousandths.canonical(new Value.Text("0"), PLACE));
        assertEquals(new Value.Decimal(new BigDecimal("0.050")), thousandths.canonical(new Value.Text("0.05"), PLACE));
    }

    @Test
    void keepsTheObjectWhereNothingChanges() throws Rejection {
        Value given = new Value.Decimal(new BigDecimal("1.25"));
        assertSame(given, MONEY.canonical(given, PLACE));
    }

    @ParameterizedTest
    @CsvSource({
        "1, -128, 127",
        "2, -32768, 32767",
        "4, -2147483648, 2147483647",
        "8, -9223372036854775808, 9223372036854775807"
    })
    void wholeNumbersEndWhereTwosComplementDoes(int bytes, BigDecimal min, BigDecimal max) throws Rejection {
        DecimalType type = DecimalType.whole(bytes);
        assertEquals(new Value.Decimal(min), type.canonical(new Value.Decimal(min), PLACE));
        assertEquals(new Value.Decimal(max), type.canonical(new Value.Decimal(max.setScale(1)), PLACE));
        assertRejected(RejectionReason.VALUE_OUT_OF_RANGE, type, new Value.Decimal(min.subtract(BigDecimal.ONE)));
        assertRejected(RejectionReason.VALUE_OUT_OF_RANGE, type, new Value.Decimal(max.add(BigDecimal.ONE)));
    }

    @Test
    void isExactForEveryNumberThatFitsAndRejectsEveryOther() throws Rejection {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < NUMBERS; i++) {
            int precision = random.nextInt(1, 32);
            DecimalType type = DecimalType.numeric(precision, random.nextInt(0, precision + 1));
            byte[] digits = new byte[random.nextInt(1, 14)];
            random.nextBytes(digits);
            BigDecimal number = new BigDecimal(new BigInteger(digits), random.nextInt(-8, 32));
            Optional<BigDecimal> expected = held(number, precision, type.scale());
            Value value = new Value.Decimal(number);
            if (expected.isPresent()) {
                assertEquals(new Value.Decimal(expected.get()), type.canonical(value, PLACE), number + " in " + type);
            } else {
                assertThrows(Rejection.class, () -> type.canonical(value, PLACE), () -> number + " in " + type);
            }
        }
    }

    private static Optional<BigDecimal> held(BigDecimal number, int precision, int scale) {
        try {
            BigDecimal held = number.setScale(scale, RoundingMode.UNNECESSARY);
            return held.precision() <= precision || held.signum() == 0 ? Optional.of(held) : Optional.empty();
        } catch (ArithmeticException wouldRound) {
            return Optional.empty();
        }
    }
}
