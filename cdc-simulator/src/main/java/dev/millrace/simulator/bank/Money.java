package dev.millrace.simulator.bank;

import java.math.BigDecimal;

/** Amounts of money have two decimals. */
final class Money {
    static final int SCALE = 2;
    static final BigDecimal ZERO = ofCents(0);

    private Money() {}

    static BigDecimal ofCents(long cents) {
        return BigDecimal.valueOf(cents, SCALE);
    }
}
