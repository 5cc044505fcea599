package dev.millrace.core.format;

import dev.millrace.core.change.DateTimeText;
import dev.millrace.core.change.Fraction;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The time of a commit in UTC, to the picosecond, and behind it, where there is one, the place in the source's log as a number of up
 * to 16 bytes.
 */
public final class CommitTime implements TokenKind {
    private static final int SECONDS = Long.BYTES;
    private static final int CLOCK = SECONDS + Long.BYTES;
    private static final int PLACE = 16;
    private static final int PICOSECONDS_PER_NANOSECOND = 1_000;
    private static final LocalDateTime START = LocalDateTime.of(1, 1, 1, 0, 0);

    private final Place place;

    /** Whether something follows the time. */
    public enum Place {
        NONE,
        IN_LOG
    }

    public CommitTime(Place place) {
        this.place = place;
    }

    @Override
    public int bytes() {
        return place == Place.NONE ? CLOCK : CLOCK + PLACE;
    }

    /**
     * The token of a time and a place.
     *
     * @param time ISO's or Db2's, with a {@code Z} behind it or nothing
     * @param inLog digits; not looked at where the kind has no place
     * @param radix of the digits, 10 or 16
     * @return empty where one of them is malformed
     */
    public Optional<byte[]> token(String time, String inLog, int radix) {
        ByteBuffer token = ByteBuffer.allocate(bytes());
        try {
            DateTimeText scan = new DateTimeText(time.endsWith("Z") ? time.substring(0, time.length() - 1) : time);
            LocalDateTime second = scan.dateTime();
            Fraction fraction = scan.fraction();
            scan.end();
            token.putLong(ChronoUnit.SECONDS.between(START, second));
            token.putLong((long) fraction.nanoseconds() * PICOSECONDS_PER_NANOSECOND + fraction.picoseconds());
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
        return place == Place.NONE || putPlace(token, inLog, radix) ? Optional.of(token.array()) : Optional.empty();
    }

    private static boolean putPlace(ByteBuffer token, String digits, int radix) {
        boolean known = !digits.isEmpty()
                && digits.length() <= 3 * PLACE
                && digits.chars().allMatch(digit -> digit < 0x80 && Character.digit(digit, radix) >= 0);
        if (!known) {
            return false;
        }
        BigInteger number = new BigInteger(digits, radix);
        if (number.bitLength() > Byte.SIZE * PLACE) {
            return false;
        }
        byte[] bytes = number.toByteArray();
        int length = Math.min(bytes.length, PLACE);
        token.position(CLOCK + PLACE - length);
        token.put(bytes, bytes.length - length, length);
        return true;
    }

    @Override
    public Optional<Instant> time(byte[] token) {
        ByteBuffer clock = ByteBuffer.wrap(token);
        return Optional.of(START.plusSeconds(clock.getLong())
                .plusNanos(clock.getLong() / PICOSECONDS_PER_NANOSECOND)
                .toInstant(ZoneOffset.UTC));
    }

    /** The time alone: a place of zero is one. */
    @Override
    public boolean isPlaceholder(byte[] token) {
        return ByteBuffer.wrap(token).getLong() == 0;
    }
}
