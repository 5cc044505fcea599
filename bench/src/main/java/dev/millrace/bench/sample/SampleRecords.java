package dev.millrace.bench.sample;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes change records as Precisely's engines write them, key and value of {@value #BYTES} bytes together. Each one is newer
 * than the one before, and an insert, which needs no image of the row before. For one thread.
 */
public final class SampleRecords {
    /** Of key and value together. */
    public static final int BYTES = 250;

    private static final int KEY_BYTES = 11;
    private static final int MICROSECOND_BITS = 12;
    private static final long FROM_1900_TO_1970_MICROS = 2_208_988_800_000_000L;

    private long micros;
    private long ordinal;

    /** @param startMillis when the first change was made, in milliseconds since 1970 */
    public SampleRecords(long startMillis) {
        this.micros = FROM_1900_TO_1970_MICROS + startMillis * 1_000;
    }

    public static byte[] key(int row) {
        return Long.toString(10_000_000_000L + row).getBytes(StandardCharsets.US_ASCII);
    }

    /** The next change, of this row. */
    public byte[] value(int row) {
        micros++;
        ordinal++;
        String before = "{\"object_name\":\"" + SampleTable.SOURCE + "\",\"change_op\":\"I\",\"stck\":\""
                + hex(micros << MICROSECOND_BITS) + "\",\"ordinal\":" + ordinal + ",\"after_image\":{\"ACCOUNT_ID\":"
                + (10_000_000_000L + row) + ",\"CUSTOMER_ID\":" + (100_000_000 + row) + ",\"HOLDER\":\"";
        String after = "\",\"ACTIVE_STATUS\":\"Y\",\"CURRENT_BALANCE\":" + (1_000 + ordinal % 9_000) + "."
                + (10 + ordinal % 90) + ",\"OPEN_DATE\":\"2018-06-01\"}}";
        byte[] value = new byte[BYTES - KEY_BYTES];
        Arrays.fill(value, (byte) 'A');
        byte[] head = before.getBytes(StandardCharsets.US_ASCII);
        byte[] tail = after.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(head, 0, value, 0, head.length);
        System.arraycopy(tail, 0, value, value.length - tail.length, tail.length);
        return value;
    }

    private static String hex(long bits) {
        String digits = Long.toHexString(bits);
        return "0".repeat(2 * Long.BYTES - digits.length()) + digits;
    }
}
