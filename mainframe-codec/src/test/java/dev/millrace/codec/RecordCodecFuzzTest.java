package dev.millrace.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the bytes are: a record or a {@link CodecException}, and never anything else. */
class RecordCodecFuzzTest {

    private static final int RECORDS_PER_LAYOUT = 10;

    @Property(tries = 2_000)
    void anyBytesDecodeToWhatEncodesAgainOrAreRefused(@ForAll("records") Layouts.Branch layout, @ForAll long seed) {
        RecordCodec codec =
                new RecordCodec(Copybook.parse("fuzz.cpy", Layouts.source(layout, 2)), CodePage.of("IBM037"));
        Random random = new Random(seed);
        for (int i = 0; i < RECORDS_PER_LAYOUT; i++) {
            assertDecodesOrIsRefused(codec, random);
        }
    }

    private static void assertDecodesOrIsRefused(RecordCodec codec, Random random) {
        byte[] bytes = new byte[codec.recordLength()];
        boolean digits = random.nextBoolean();
        random.nextBytes(bytes);
        for (int i = 0; digits && i < bytes.length; i++) {
            bytes[i] = (byte) (0xF0 + random.nextInt(random.nextInt(20) == 0 ? 16 : 10));
        }
        CobolRecord record;
        try {
            record = codec.decode(bytes, 0);
        } catch (CodecException e) {
            assertTrue(e.code().name().startsWith("FIELD_INVALID_"));
            return;
        }
        byte[] canonical = codec.encode(record);
        assertEquals(record, codec.decode(canonical, 0));
        assertArrayEquals(canonical, codec.encode(codec.decode(canonical, 0)));
    }

    @Provide
    Arbitrary<Layouts.Branch> records() {
        return Layouts.records();
    }
}
