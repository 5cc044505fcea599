package dev.millrace.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random layouts with all features at once. {@code -Dmillrace.codec.fuzz=1000000} tries as many records instead of
 * {@value #USUAL}.
 */
class RichRecordsTest {

    private static final int USUAL = 20_000;
    private static final int RECORDS_PER_LAYOUT = 10;

    private final int records = Integer.getInteger("millrace.codec.fuzz", USUAL);

    @Test
    void decodingUndoesEncoding() {
        int differing = 0;
        for (int seed = 0; seed < records / RECORDS_PER_LAYOUT; seed++) {
            Random random = new Random(seed);
            RecordCodec codec = codec(random);
            Copybook copybook = codec.copybook();
            for (int i = 0; i < RECORDS_PER_LAYOUT; i++) {
                CobolRecord record = new RichValues(random, codec.codePage(), copybook).record(copybook);
                byte[] bytes = codec.encode(record);
                String place = "seed " + seed + ", record " + i;
                assertTrue(bytes.length >= copybook.shortestRecordLength(), place);

                CobolRecord decoded = codec.decode(bytes, 0, bytes.length);

                assertTrue(holds(record.fields(), decoded.fields()), place);
                differing += encodesAgain(codec, decoded, bytes, place) ? 0 : 1;
                byte[] within = new byte[bytes.length + 20];
                System.arraycopy(bytes, 0, within, 7, bytes.length);
                assertEquals(decoded, codec.decode(within, 7, bytes.length), place);
            }
        }
        assertTrue(differing < records / 100, "hardly any: " + differing);
    }

    /** What else decodes by chance may have other bytes for the same value, so that nothing fits all. */
    private static boolean encodesAgain(RecordCodec codec, CobolRecord decoded, byte[] bytes, String place) {
        try {
            byte[] again = codec.encode(decoded);
            if (ItemTree.all(codec.copybook().root()).noneMatch(Redefinition.class::isInstance)) {
                assertArrayEquals(bytes, again, place);
            }
            assertTrue(
                    holds(decoded.fields(), codec.decode(again, 0, again.length).fields()), place);
            return true;
        } catch (CodecException e) {
            assertEquals(ErrorCode.ALTERNATIVES_DIFFER, e.code(), place);
            return false;
        }
    }

    /** Whether all that was given came back; what shares bytes with it may have come too. */
    private static boolean holds(CobolValue given, CobolValue decoded) {
        if (given instanceof CobolValue.Absent) {
            return true;
        }
        if (given instanceof CobolValue.Group left && decoded instanceof CobolValue.Group right) {
            return left.names().stream().allMatch(name -> holds(left.get(name), right.get(name)));
        }
        if (given instanceof CobolValue.Table left && decoded instanceof CobolValue.Table right) {
            boolean same = left.elements().size() == right.elements().size();
            for (int i = 0; same && i < left.elements().size(); i++) {
                same = holds(left.elements().get(i), right.elements().get(i));
            }
            return same;
        }
        return given.equals(decoded);
    }

    @Test
    void anyBytesAreARecordOrRefused() {
        int decoded = 0;
        for (int seed = 0; seed < records / RECORDS_PER_LAYOUT; seed++) {
            Random random = new Random(seed);
            RecordCodec codec = codec(random);
            for (int i = 0; i < RECORDS_PER_LAYOUT; i++) {
                byte[] bytes = bytes(random, codec);
                try {
                    decoded += codec.encode(codec.decode(bytes, 0)).length > 0 ? 1 : 0;
                    decoded += codec.decode(bytes, 0, bytes.length).name().isEmpty() ? 1 : 0;
                } catch (CodecException e) {
                    assertFalse(e.fix().isBlank(), "seed " + seed);
                    assertTrue(e.place() instanceof Place.InRecord, "seed " + seed);
                }
            }
        }
        assertTrue(decoded > 0, "and some of them are");
    }

    /** A good record, damaged or cut; or any bytes. */
    private static byte[] bytes(Random random, RecordCodec codec) {
        byte[] bytes =
                codec.encode(new RichValues(random, codec.codePage(), codec.copybook()).record(codec.copybook()));
        if (random.nextInt(5) == 0) {
            random.nextBytes(bytes);
        }
        for (int damage = random.nextInt(4); damage > 0; damage--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(5) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 9)) : bytes;
    }

    private static RecordCodec codec(Random random) {
        return new RecordCodec(RichLayouts.random(random), CodePage.of("IBM037"));
    }
}
