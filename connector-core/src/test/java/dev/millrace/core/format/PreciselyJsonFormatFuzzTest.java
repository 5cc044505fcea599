package dev.millrace.core.format;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.change.Rejection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are, a record is read or rejected: any other exception would stop its partition for good. */
class PreciselyJsonFormatFuzzTest {
    private static final int INPUTS = 20_000;
    private static final byte[] VALID = ("{\"object_name\":\"ACCT\",\"change_op\":\"U\",\"stck\":\"7D91048BCA000000\","
                    + "\"before_image\":{\"ID\":1,\"NAME\":\"\u00e4\\ud83d\\ude00\"},\"user\":[1,{\"x\":null}],"
                    + "\"after_image\":{\"ID\":-1.5E+10,\"NAME\":null,\"OPEN\":true},\"n\":\"17\"}")
            .getBytes(StandardCharsets.UTF_8);
    /** No rejection may name what a record says: its place is logged. */
    private static final Set<String> PLACES = Set.of(
            "value", "end of value", "object_name", "change_op", "stck", "before_image", "after_image", "n", "ACCT");

    private static final List<byte[]> PIECES = List.of(
            "1E999999999".getBytes(StandardCharsets.US_ASCII),
            "1E99999999999999".getBytes(StandardCharsets.US_ASCII),
            "9".repeat(1_500).getBytes(StandardCharsets.US_ASCII),
            "[".repeat(1_500).getBytes(StandardCharsets.US_ASCII),
            "\"x\":{\"y\":".repeat(1_200).getBytes(StandardCharsets.US_ASCII),
            "\\u".getBytes(StandardCharsets.US_ASCII),
            "\\ud800".getBytes(StandardCharsets.US_ASCII),
            "null".getBytes(StandardCharsets.US_ASCII),
            "{}".getBytes(StandardCharsets.US_ASCII),
            "\":\"".getBytes(StandardCharsets.US_ASCII),
            new byte[] {(byte) 0xC0, (byte) 0x80},
            new byte[] {(byte) 0xFE, (byte) 0xFF},
            new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
            new byte[4]);

    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void anyBytesAreReadOrRejected() {
        SourceOrder order = new SourceOrder(TokenKind.STCK, 0, 0, Duration.ZERO, Duration.ofHours(1));
        PreciselyTags tags =
                new PreciselyTags("object_name", "change_op", "stck", "before_image", "after_image", Optional.of("n"));
        Format format = new PreciselyJsonFormat(tags, Map.of("ACCT", order));
        int read = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = mutated();
            try {
                read += format.read(new KitRecord(input)).isPresent() ? 1 : 0;
            } catch (Rejection rejected) {
                assertTrue(PLACES.contains(rejected.place()), rejected.place());
            } catch (RuntimeException | StackOverflowError escaped) {
                throw new AssertionError("input " + i + ": " + HexFormat.of().formatHex(input), escaped);
            }
        }
        assertTrue(read > INPUTS / 100 && read < INPUTS, "the mutations are too mild or too wild: " + read);
    }

    private byte[] mutated() {
        byte[] bytes = VALID;
        int mutations = random.nextInt(1, 4);
        for (int i = 0; i < mutations; i++) {
            int at = random.nextInt(bytes.length + 1);
            bytes = switch (random.nextInt(4)) {
                case 0 -> spliced(bytes, at, Math.min(bytes.length, at + random.nextInt(1, 20)), new byte[0]);
                case 1 -> spliced(bytes, at, at, PIECES.get(random.nextInt(PIECES.size())));
                case 2 -> spliced(bytes, at, Math.min(bytes.length, at + 1), new byte[] {(byte) random.nextInt(256)});
                default -> spliced(bytes, at, at, Arrays.copyOf(VALID, random.nextInt(VALID.length)));
            };
            bytes = bytes.length == 0 ? VALID : bytes;
        }
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] piece) {
        byte[] spliced = Arrays.copyOf(bytes, from + piece.length + bytes.length - to);
        System.arraycopy(piece, 0, spliced, from, piece.length);
        System.arraycopy(bytes, to, spliced, from + piece.length, bytes.length - to);
        return spliced;
    }
}
