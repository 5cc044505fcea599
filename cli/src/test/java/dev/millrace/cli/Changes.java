package dev.millrace.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Change records of the table of {@link OneTable}, as Precisely writes them. */
final class Changes {
    private static final Instant STORE_CLOCK_START = Instant.parse("1900-01-01T00:00:00Z");
    private static final int BITS_BELOW_MICROSECOND = 12;

    private Changes() {}

    /** An insert, now, of a row with this identity. */
    static String insert(long id, String name, String amount) {
        return insert(stck(Instant.now()), id, name, amount);
    }

    static String insert(String stck, long id, String name, String amount) {
        return change("I", stck, image(id, name, amount));
    }

    /** @param image a JSON object; of an update it stands before and after, of a delete before */
    static String change(String operation, String stck, String image) {
        String before = operation.equals("I") ? "" : ",\"before_image\":" + image;
        String after = operation.equals("D") ? "" : ",\"after_image\":" + image;
        return "{\"object_name\":\"" + OneTable.SOURCE + "\",\"stck\":\"" + stck + "\",\"change_op\":\"" + operation
                + "\",\"ordinal\":1" + after + before + "}";
    }

    static String image(long id, String name, String amount) {
        return "{\"ID\":" + id + ",\"NAME\":\"" + name + "\",\"AMOUNT\":" + amount + "}";
    }

    /** The mainframe's clock at a time from now. */
    static String stck(Duration fromNow) {
        return stck(Instant.now().plus(fromNow));
    }

    static String stck(Instant time) {
        long micros = ChronoUnit.MICROS.between(STORE_CLOCK_START, time);
        return String.format(Locale.ROOT, "%016X", micros << BITS_BELOW_MICROSECOND);
    }
}
