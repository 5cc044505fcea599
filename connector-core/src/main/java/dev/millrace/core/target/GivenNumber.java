package dev.millrace.core.target;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Value;
import java.math.BigDecimal;

/** The number that a value is. Text that is a plain number ({@code "-12.50"}) counts as one, since several formats quote long numbers. */
final class GivenNumber {
    private static final int LONGEST_TEXT = 1_000;

    private GivenNumber() {}

    static BigDecimal of(Value value, String place) throws Rejection {
        if (value instanceof Value.Decimal decimal) {
            return decimal.number();
        }
        if (value instanceof Value.Text text && text.text().length() <= LONGEST_TEXT && isAscii(text.text())) {
            try {
                return new BigDecimal(text.text());
            } catch (NumberFormatException notANumber) {
                throw new Rejection(RejectionReason.VALUE_TYPE, place);
            }
        }
        throw new Rejection(RejectionReason.VALUE_TYPE, place);
    }

    /**
     * The number without trailing zeros.
     *
     * @param wholeDigits at most before the point
     * @throws Rejection {@code VALUE_OUT_OF_RANGE} for more, before digits are made or stripped: exponents have up to ten digits
     */
    static BigDecimal stripped(Value value, int wholeDigits, String place) throws Rejection {
        BigDecimal number = of(value, place);
        if (number.signum() == 0) {
            return BigDecimal.ZERO;
        }
        if ((long) number.precision() - number.scale() > wholeDigits) {
            throw new Rejection(RejectionReason.VALUE_OUT_OF_RANGE, place);
        }
        return number.stripTrailingZeros();
    }

    /** Java reads the digits of every script. */
    private static boolean isAscii(String text) {
        return text.chars().allMatch(character -> character < 0x80);
    }
}
