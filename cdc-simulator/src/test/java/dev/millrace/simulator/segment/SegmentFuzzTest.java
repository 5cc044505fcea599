package dev.millrace.simulator.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.unit.PartWriter;
import dev.millrace.simulator.unit.UnitPart;
import dev.millrace.simulator.unit.Units;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in a segment file, a reader gives parts that were written, in their order, or says that it is damaged. */
final class SegmentFuzzTest {
    /** How many damaged files; the whole number was run once. */
    private static final int FUZZED = Integer.getInteger("millrace.fuzz.inputs", 20_000);

    @TempDir
    private Path directory;

    @Test
    void damage_is_told_or_is_behind_the_end_and_never_changes_what_is_read() throws IOException {
        List<byte[]> written = write();
        Path file = SegmentFile.list(directory).get(0).path();
        byte[] sound = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(9);
        int told = 0;
        for (int i = 0; i < FUZZED; i++) {
            Files.write(file, damaged(sound.clone(), random));
            try (SegmentReader reader = new SegmentReader(new SegmentFile(file, 1))) {
                int read = 0;
                for (Optional<StoredPart> part = reader.next(); part.isPresent(); part = reader.next()) {
                    assertArrayEquals(written.get(read++), part.get().payload());
                }
            } catch (SimulatorException damage) {
                told++;
            }
        }
        assertTrue(told > FUZZED / 2, told + " told");
    }

    private static byte[] damaged(byte[] sound, SplittableRandom random) {
        if (random.nextInt(4) == 0) {
            return Arrays.copyOf(sound, random.nextInt(sound.length));
        }
        for (int change = random.nextInt(3); change >= 0; change--) {
            sound[random.nextInt(sound.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return sound;
    }

    private List<byte[]> write() throws IOException {
        List<byte[]> written = new ArrayList<>();
        PartWriter writer = new PartWriter();
        try (SegmentLog log = SegmentLog.open(directory, 1 << 20)) {
            for (int i = 1; i <= 6; i++) {
                UnitPart unit = Units.unit(i, log.end().ordinal() + 1, i);
                written.add(writer.write(unit));
                log.append(unit.header(), writer.write(unit));
            }
            log.force();
        }
        return written;
    }
}
