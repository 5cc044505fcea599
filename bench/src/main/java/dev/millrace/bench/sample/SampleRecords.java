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

    private final SampleClock clock;
    private long ordinal;

    /** @param startMillis when the first change was made, in milliseconds since 1970 */
    public SampleRecords(long startMillis) {
        this.clock = new SampleClock(startMillis);
    }

    public static byte[] key(int row) {
        return Long.toString(10_000_000_000L + row).getBytes(StandardCharsets.US_ASCII);
    }

    /** The next change, of this row. */
    public byte[] value(int row) {
        ordinal++;
        String before = "{\"object_name\":\"" + SampleTable.SOURCE + "\",\"change_op\":\"I\",\"stck\":\""
                + clock.next() + "\",\"ordinal\":" + ordinal + ",\"after_image\":{\"ACCOUNT_ID\":"
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
}
