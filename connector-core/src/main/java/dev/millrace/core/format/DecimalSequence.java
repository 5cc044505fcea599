package dev.millrace.core.format;

import dev.millrace.core.change.DateTimeText;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;

/**
 * A number of 35 decimal digits, the first 16 of which are a time in UTC to the hundredth of a second, the others a counter. Kept as
 * an unsigned number of 15 bytes.
 */
public final class DecimalSequence implements TokenKind {
    /** It has no state. */
    public static final DecimalSequence SEQUENCE = new DecimalSequence();

    private static final int DIGITS = 35;
    private static final int CLOCK_DIGITS = 16;
    private static final int BYTES = 15;
    private static final BigInteger COUNTERS = BigInteger.TEN.pow(DIGITS - CLOCK_DIGITS);
    private static final DateTimeFormatter TO_THE_HUNDREDTH =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmssSS", Locale.ROOT);

    private DecimalSequence() {}

    @Override
    public int bytes() {
        return BYTES;
    }

    /** The token's bytes; empty where the text is none of this kind. */
    public Optional<byte[]> parse(String text) {
        if (text.length() != DIGITS
                || !DateTimeText.isDigits(text)
                || clock(text.substring(0, CLOCK_DIGITS)).isEmpty()) {
            return Optional.empty();
        }
        byte[] number = new BigInteger(text).toByteArray();
        byte[] token = new byte[BYTES];
        System.arraycopy(number, 0, token, BYTES - number.length, number.length);
        return Optional.of(token);
    }

    @Override
    public Optional<Instant> time(byte[] token) {
        return clock(new BigInteger(1, token).divide(COUNTERS).toString());
    }

    /** Empty where the digits are no time: a counter in its place would freeze a row. */
    private static Optional<Instant> clock(String digits) {
        try {
            return Optional.of(LocalDateTime.parse(digits, TO_THE_HUNDREDTH).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    /** What a source would write at this time: later times have later tokens, to the microsecond. */
    public String text(Instant time) {
        int belowHundredth = time.get(ChronoField.MICRO_OF_SECOND) % 10_000;
        return TO_THE_HUNDREDTH.format(time.atOffset(ZoneOffset.UTC))
                + String.format(Locale.ROOT, "%019d", belowHundredth);
    }
}
