package dev.millrace.simulator.unit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PartReaderTest {
    /** How many hostile inputs; the whole number was run once. */
    private static final int FUZZED = Integer.getInteger("millrace.fuzz.inputs", 20_000);

    private final PartWriter writer = new PartWriter();

    @Test
    void reads_what_was_written() throws MalformedPartException {
        for (int i = 1; i < 200; i++) {
            UnitPart part = Units.part(new PartHeader(i % 2 == 0, i, -i, i * 7L, i * 31L, i));

            byte[] bytes = writer.write(part);

            assertEquals(part.header(), PartReader.header(bytes));
            assertSame(part, PartReader.read(bytes));
        }
    }

    @Test
    void refuses_every_part_that_is_cut_short_or_goes_on() {
        byte[] bytes = writer.write(Units.unit(1, 1, 5));

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(MalformedPartException.class, () -> PartReader.read(cut));
        }
        assertThrows(MalformedPartException.class, () -> PartReader.read(Arrays.copyOf(bytes, bytes.length + 1)));
    }

    @Test
    void whatever_the_bytes_are_it_gives_a_part_or_refuses_them() {
        SplittableRandom random = new SplittableRandom(7);
        byte[] sound = writer.write(Units.unit(3, 11, 6));
        int refused = 0;
        for (int i = 0; i < FUZZED; i++) {
            byte[] hostile = sound.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                hostile[random.nextInt(hostile.length)] = (byte) random.nextInt();
            }
            byte[] given =
                    random.nextInt(4) == 0 ? Arrays.copyOf(hostile, random.nextInt(2 * hostile.length)) : hostile;
            try {
                UnitPart read = PartReader.read(given);
                // Names may stand in another order, or for nothing: what is read is what counts.
                assertSame(read, PartReader.read(writer.write(read)));
            } catch (MalformedPartException expected) {
                refused++;
            }
        }
        assertEquals(true, refused > FUZZED / 4 && refused < FUZZED, refused + " refused");
    }

    private static void assertSame(UnitPart expected, UnitPart read) {
        assertEquals(expected.header(), read.header());
        for (int i = 0; i < expected.changes().size(); i++) {
            CapturedChange one = expected.changes().get(i);
            CapturedChange other = read.changes().get(i);
            assertEquals(one.kind() + one.object() + one.schema(), other.kind() + other.object() + other.schema());
            assertArrayEquals(one.before(), other.before());
            assertArrayEquals(one.after(), other.after());
            assertArrayEquals(one.parentKey(), other.parentKey());
        }
    }
}
