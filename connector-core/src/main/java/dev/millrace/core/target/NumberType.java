package dev.millrace.core.target;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Value;
import java.math.BigDecimal;

/**
 * Decimal numbers of any scale. Trailing zeros do not count: {@code 12.50} and {@code 12.5} are one number, and canonical is the one
 * without them, which may have an exponent.
 *
 * @param wholeDigits at most before the point; 1 and more
 * @param fractionDigits at most behind it; 0 and more
 */
public record NumberType(int wholeDigits, int fractionDigits) implements ColumnType {

    @Override
    public Value canonical(Value value, String place) throws Rejection {
        BigDecimal number = GivenNumber.stripped(value, wholeDigits, place);
        if (number.scale() > fractionDigits) {
            throw new Rejection(RejectionReason.VALUE_OUT_OF_RANGE, place);
        }
        return new Value.Decimal(number);
    }
}
